package org.ecgnat.jobs.corpus;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.quality.Severity;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;
import org.ecgnat.preprocessing.window.Window;

/** Made-up recordings of one window each, as preprocessing hands them to a corpus. */
final class StagedRecordings {
  private static final Map<String, Long> BYTES = Map.of("a", 1L, "b", 1L);

  /** What every one has. */
  static final QualityFinding FINDING =
      QualityFinding.of(FindingCode.ARM_LEAD_REVERSAL, Severity.WARNING, -0.5);

  private StagedRecordings() {}

  /** Writes a batch. */
  static void write(SparkSession spark, CorpusWriter writer, List<StagedRecording> staged) {
    String batch = writer.nextBatchId();
    writer.writeRecordings(batch, entries(staged));
    writer.writeWindows(batch, rdd(spark, staged), BYTES);
  }

  static JavaRDD<StagedRecording> rdd(SparkSession spark, List<StagedRecording> staged) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(staged, 2);
  }

  /** Recordings of a source, numbered from 0. */
  static List<StagedRecording> of(String source, int count) {
    return of(source, 0, count);
  }

  static List<RecordingEntry> entries(List<StagedRecording> staged) {
    return staged.stream().map(StagedRecording::entry).toList();
  }

  static List<StagedRecording> of(String source, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> recording(source, i, "file:/" + source + i + ".hea"))
        .toList();
  }

  /** Recordings that one file holds. */
  static List<StagedRecording> inFile(String source, int count, String mainFile) {
    return IntStream.range(0, count).mapToObj(i -> recording(source, i, mainFile)).toList();
  }

  private static StagedRecording recording(String source, int number, String mainFile) {
    String key = source + number;
    byte[] signal = new byte[5000];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (byte) (number * 31 + i * (number + 7));
    }
    RecordingEntry entry =
        new RecordingEntry(
            source,
            key,
            mainFile,
            List.of(new SourceFile(mainFile, 10, Instant.EPOCH, "00")),
            "",
            "",
            source + ":p" + number,
            List.of(Label.of("scp", "NORM", "database")),
            number % 10 + 1,
            -1,
            Sex.UNKNOWN,
            RecordingEntry.UNKNOWN_TIME,
            500,
            10,
            1,
            AcquisitionContext.UNKNOWN,
            List.of(FINDING),
            "wfdb-1");
    String hash = Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
    return new StagedRecording(key, entry, List.of(new Window(0, 10, signal, List.of(), hash)));
  }
}
