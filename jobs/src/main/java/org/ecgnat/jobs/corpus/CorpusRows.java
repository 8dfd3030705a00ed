package org.ecgnat.jobs.corpus;

import java.sql.Timestamp;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.window.Window;

/** Rows in the order of {@link CorpusSchemas}. */
final class CorpusRows {
  private CorpusRows() {}

  static Row recording(RecordingEntry entry, String batchId) {
    AcquisitionContext context = entry.context();
    return RowFactory.create(
        entry.source(),
        entry.recordKey(),
        entry.mainFile(),
        files(entry),
        entry.accepted() ? RecordingsTable.ACCEPTED : RecordingsTable.SET_ASIDE,
        entry.reason(),
        entry.detail(),
        entry.patientId(),
        StoredLabels.cell(entry.labels()),
        entry.fold(),
        entry.age().isPresent() ? entry.age().getAsInt() : null,
        entry.sex().name().toLowerCase(Locale.ROOT),
        entry.recordedAt().map(Timestamp::from).orElse(null),
        entry.samplingRateHz(),
        entry.durationSeconds(),
        entry.windows(),
        RowFactory.create(
            context.manufacturer(),
            context.device(),
            context.site(),
            context.filters(),
            context.pacemaker(),
            context.validatedByHuman()),
        StoredQuality.cell(entry.quality()),
        StoredMeasurements.cell(entry.measurements()),
        batchId,
        entry.readerVersion(),
        entry.relabelled());
  }

  /** The files column's cell. */
  static Row[] files(RecordingEntry entry) {
    return entry.files().stream()
        .map(
            file ->
                RowFactory.create(
                    file.path(), file.sizeBytes(), Timestamp.from(file.modified()), file.sha256()))
        .toArray(Row[]::new);
  }

  static Row window(RecordingEntry entry, Window window, String batchId, String recipeHash) {
    return RowFactory.create(
        windowId(entry, window, recipeHash),
        entry.source(),
        entry.recordKey(),
        entry.patientId(),
        entry.fold(),
        window.startSeconds(),
        window.validSeconds(),
        window.signal(),
        StoredQuality.cell(window.quality()),
        window.contentHash(),
        batchId,
        recipeHash);
  }

  private static String windowId(RecordingEntry entry, Window window, String recipeHash) {
    String parts =
        String.join(
            "\n",
            entry.source(),
            entry.recordKey(),
            Double.toString(window.startSeconds()),
            recipeHash);
    return Sha256.hex(parts);
  }
}
