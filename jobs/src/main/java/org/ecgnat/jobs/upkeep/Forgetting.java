package org.ecgnat.jobs.upkeep;

import static org.apache.spark.sql.functions.col;

import io.delta.tables.DeltaTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.ForgottenPatients;
import org.ecgnat.jobs.corpus.StorageFaults;
import org.ecgnat.jobs.corpus.Vacuum;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Removes a patient from a corpus for good: from both tables, then from the files of all earlier
 * versions. Earlier versions whose files held the patient cannot be read afterwards. The corpus
 * keeps a hash that tells the patient, so that later runs leave the patient's files out. Every step
 * may be repeated: run again after a crash, it ends what was begun.
 */
public final class Forgetting {
  private static final String RETENTION_CHECK =
      "spark.databricks.delta.retentionDurationCheck.enabled";

  private final SparkSession spark;
  private final Lease lease;

  /**
   * What was done.
   *
   * @param recordings rows removed, earlier attempts and those set aside among them
   * @param windows rows removed
   */
  public record Result(long recordings, long windows) {}

  /**
   * Forgetting.
   *
   * @param lease held for the corpus
   */
  public Forgetting(SparkSession spark, Lease lease) {
    this.spark = spark;
    this.lease = lease;
  }

  /**
   * Forgets a patient.
   *
   * @param patientId as the tables hold it
   * @throws UserException where the corpus has never heard of the patient, or cannot be written
   */
  public Result run(Corpus corpus, String patientId) {
    ForgottenPatients forgotten =
        ForgottenPatients.of(spark.sessionState().newHadoopConf(), corpus.directory());
    String windowsPath = Corpus.windowsPath(corpus.directory());
    String recordingsPath = Corpus.recordingsPath(corpus.directory());
    return StorageFaults.guard(
        "remove a patient from",
        corpus.directory(),
        () -> {
          DeltaTable windowsTable = DeltaTable.forPath(spark, windowsPath);
          DeltaTable recordingsTable = DeltaTable.forPath(spark, recordingsPath);
          long windows =
              windowsTable.toDF().filter(col(WindowsTable.PATIENT_ID).equalTo(patientId)).count();
          Column ofPatient = ofPatient(corpus, patientId);
          long recordings = recordingsTable.toDF().filter(ofPatient).count();
          if (windows + recordings == 0 && !forgotten.contains(patientId)) {
            throw new UserException(
                "Cannot forget this patient: corpus "
                    + corpus.directory()
                    + " holds nothing of them; give the identifier as the source states it together"
                    + " with --source, or as the corpus stores it");
          }
          lease.check();
          // first: a run that dies after this does not let the patient in again
          forgotten.add(patientId);
          windowsTable.delete(col(WindowsTable.PATIENT_ID).equalTo(patientId));
          lease.check();
          recordingsTable.delete(ofPatient);
          lease.check();
          purge(List.of(windowsTable, recordingsTable));
          return new Result(recordings, windows);
        });
  }

  /**
   * The patient's rows, and those of earlier readings of the same recordings under another patient:
   * left alone, they would count again.
   */
  private static Column ofPatient(Corpus corpus, String patientId) {
    Column rows = col(RecordingsTable.PATIENT_ID).equalTo(patientId);
    Map<String, List<String>> keys =
        corpus
            .accepted()
            .filter(rows)
            .select(RecordingsTable.SOURCE, RecordingsTable.RECORD_KEY)
            .collectAsList()
            .stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getString(0),
                    Collectors.mapping(row -> row.getString(1), Collectors.toList())));
    Column accepted = col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED);
    for (Map.Entry<String, List<String>> source : keys.entrySet()) {
      rows =
          rows.or(
              accepted
                  .and(col(RecordingsTable.SOURCE).equalTo(source.getKey()))
                  .and(col(RecordingsTable.RECORD_KEY).isInCollection(source.getValue())));
    }
    return rows;
  }

  /** Deletes every file that the newest versions do not need. */
  private void purge(List<DeltaTable> tables) {
    String before = spark.conf().get(RETENTION_CHECK, "true");
    spark.conf().set(RETENTION_CHECK, "false");
    try {
      tables.forEach(table -> Vacuum.run(table, 0));
    } finally {
      spark.conf().set(RETENTION_CHECK, before);
    }
  }
}
