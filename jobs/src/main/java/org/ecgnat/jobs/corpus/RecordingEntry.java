package org.ecgnat.jobs.corpus;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.quality.measurement.Measurements;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * A row of the recordings table before its batch is known; identifiers are pseudonyms already where
 * the source is private. The components mean what {@link RecordingsTable} says.
 *
 * @param reason kind of fault, empty where the recording has windows
 * @param detail what is wrong and where, without private data; empty where it has windows
 * @param ageYears −1 where unknown
 * @param recordedAtMillis since 1970; {@link #UNKNOWN_TIME} where unknown
 */
public record RecordingEntry(
    String source,
    String recordKey,
    String mainFile,
    List<SourceFile> files,
    String reason,
    String detail,
    String patientId,
    List<Label> labels,
    int fold,
    int ageYears,
    Sex sex,
    long recordedAtMillis,
    double samplingRateHz,
    double durationSeconds,
    int windows,
    AcquisitionContext context,
    List<QualityFinding> quality,
    String readerVersion,
    Measurements measurements,
    boolean relabelled)
    implements Serializable {

  /** Stands for an unknown time. */
  public static final long UNKNOWN_TIME = Long.MIN_VALUE;

  /** A recording that has not been measured. */
  public RecordingEntry(
      String source,
      String recordKey,
      String mainFile,
      List<SourceFile> files,
      String reason,
      String detail,
      String patientId,
      List<Label> labels,
      int fold,
      int ageYears,
      Sex sex,
      long recordedAtMillis,
      double samplingRateHz,
      double durationSeconds,
      int windows,
      AcquisitionContext context,
      List<QualityFinding> quality,
      String readerVersion) {
    this(
        source,
        recordKey,
        mainFile,
        files,
        reason,
        detail,
        patientId,
        labels,
        fold,
        ageYears,
        sex,
        recordedAtMillis,
        samplingRateHz,
        durationSeconds,
        windows,
        context,
        quality,
        readerVersion,
        Measurements.NONE,
        false);
  }

  /** Copies the lists. */
  public RecordingEntry {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    quality = List.copyOf(quality);
  }

  /** Whether it has windows. */
  public boolean accepted() {
    return reason.isEmpty();
  }

  /** Completed years. */
  public OptionalInt age() {
    return ageYears < 0 ? OptionalInt.empty() : OptionalInt.of(ageYears);
  }

  /** When it was recorded. */
  public Optional<Instant> recordedAt() {
    return recordedAtMillis == UNKNOWN_TIME
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(recordedAtMillis));
  }

  /** The same recording without windows, for a reason that only the whole batch shows. */
  public RecordingEntry setAside(Reason why, String whatExactly) {
    return with(why.code(), whatExactly, labels, fold, 0, measurements, relabelled);
  }

  /** The same recording with more said about what is wrong with it. */
  public RecordingEntry withDetail(String whatExactly) {
    return with(reason, whatExactly, labels, fold, windows, measurements, relabelled);
  }

  /** The same recording, measured. */
  public RecordingEntry withMeasurements(Measurements measured) {
    return with(reason, detail, labels, fold, windows, measured, relabelled);
  }

  /** The same recording in another fold. */
  public RecordingEntry withFold(int newFold) {
    return with(reason, detail, labels, newFold, windows, measurements, relabelled);
  }

  /** The same recording with labels that it was given after an earlier reading. */
  public RecordingEntry relabelled(List<Label> given) {
    return with(reason, detail, given, fold, windows, measurements, true);
  }

  private RecordingEntry with(
      String newReason,
      String newDetail,
      List<Label> newLabels,
      int newFold,
      int newWindows,
      Measurements newMeasurements,
      boolean newRelabelled) {
    return new RecordingEntry(
        source,
        recordKey,
        mainFile,
        files,
        newReason,
        newDetail,
        patientId,
        newLabels,
        newFold,
        ageYears,
        sex,
        recordedAtMillis,
        samplingRateHz,
        durationSeconds,
        newWindows,
        context,
        quality,
        readerVersion,
        newMeasurements,
        newRelabelled);
  }
}
