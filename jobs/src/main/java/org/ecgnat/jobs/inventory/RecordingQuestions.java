package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/**
 * What is asked of the recordings table, every recording once. Questions of accepted recordings
 * only, except {@link #BATCH}.
 */
public final class RecordingQuestions {
  /** Answer {@code system:code}, detail the certainty. */
  public static final String LABEL = "label";

  /** Answer the file's sampling rate in Hz. */
  public static final String RATE = "rate";

  /** Answer the length in whole seconds. */
  public static final String DURATION = "duration";

  /** Answer the age in completed years. */
  public static final String AGE = "age";

  /** Answer the sex. */
  public static final String SEX = "sex";

  /** Answer the batch, detail the outcome, of all recordings. */
  public static final String BATCH = "batch";

  /**
   * Answer the finding's code, detail its severity, or {@link #ANY}: recordings with such a
   * finding.
   */
  public static final String FINDING = "recording-finding";

  /** Answer beats per minute. */
  public static final String HEART_RATE = "heart-rate";

  /** Answer milliseconds. */
  public static final String PR = "pr";

  /** Answer milliseconds. */
  public static final String QRS = "qrs";

  /** Answer milliseconds, corrected after Bazett. */
  public static final String QTC_BAZETT = "qtc-bazett";

  /** Answer milliseconds, corrected after Fridericia. */
  public static final String QTC_FRIDERICIA = "qtc-fridericia";

  /** Answer degrees. */
  public static final String QRS_AXIS = "qrs-axis";

  /** Stands for every severity: what has findings of several counts once. */
  public static final String ANY = "any";

  private RecordingQuestions() {}

  /** Counts all of them in one pass. */
  static Tally ask(Dataset<Row> recordings) {
    String asked =
        String.join(
            ", ",
            one(RATE, "round(sampling_rate_hz, 1)"),
            one(DURATION, "cast(round(duration_seconds) as long)"),
            one(AGE, "age"),
            one(SEX, "sex"),
            one(HEART_RATE, rounded("heart_rate_per_minute")),
            one(PR, rounded("pr_ms")),
            one(QRS, rounded("qrs_ms")),
            one(QTC_BAZETT, rounded("qtc_bazett_ms")),
            one(QTC_FRIDERICIA, rounded("qtc_fridericia_ms")),
            one(QRS_AXIS, rounded("qrs_axis_degrees")));
    String labels =
        "transform(labels, x -> "
            + struct(LABEL, "concat(x.system, ':', x.code)", "x.certainty")
            + ")";
    String batch = struct(BATCH, "batch_id", "outcome");
    return count(
        recordings,
        "if(outcome = 'accepted', concat(array("
            + asked
            + ", "
            + batch
            + "), "
            + labels
            + ", "
            + findings(FINDING)
            + "), array("
            + batch
            + "))");
  }

  /** Counts the elements of an array of question, answer and detail. */
  static Tally count(Dataset<Row> rows, String array) {
    return Tally.of(
        rows.select(col("source"), expr("explode(" + array + ")").as("asked"))
            .select(col("source"), col("asked.question"), col("asked.answer"), col("asked.detail"))
            .filter(col("answer").isNotNull())
            .groupBy("source", "question", "answer", "detail")
            .count()
            .orderBy("source", "question", "answer", "detail")
            .collectAsList());
  }

  /** What is found in a column of findings, by code and severity and by code alone. */
  static String findings(String question) {
    String found = "array_distinct(transform(coalesce(quality, array()), x -> ";
    return found
        + struct(question, "x.code", "x.severity")
        + ")), "
        + found
        + struct(question, "x.code", "'" + ANY + "'")
        + "))";
  }

  static String struct(String question, String answer, String detail) {
    return "struct('"
        + question
        + "' as question, cast("
        + answer
        + " as string) as answer, coalesce(cast("
        + detail
        + " as string), '') as detail)";
  }

  private static String one(String question, String answer) {
    return struct(question, answer, "''");
  }

  private static String rounded(String field) {
    return "cast(round(" + RecordingsTable.MEASUREMENTS + "." + field + ") as long)";
  }
}
