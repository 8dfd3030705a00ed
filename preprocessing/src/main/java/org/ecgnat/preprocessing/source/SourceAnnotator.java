package org.ecgnat.preprocessing.source;

import java.io.IOException;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ecgnat.preprocessing.format.RecordKeys;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Adds what a source knows to the recordings that were read from its files. Built once from the
 * label files, then sent to wherever recordings are read.
 */
public final class SourceAnnotator implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FOLDS = 10;

  private final SourceDefinition source;
  private final HashMap<String, LabelRow> rows;

  private SourceAnnotator(SourceDefinition source, Map<String, LabelRow> rows) {
    this.source = source;
    this.rows = new HashMap<>(rows);
  }

  /**
   * Reads the label files of a source.
   *
   * @param source its definition
   * @param files where its label files lie; one that is neither there nor required is done without
   * @throws SourceException where a file is missing or does not fit the definition
   * @throws IOException where a file cannot be read
   */
  public static SourceAnnotator of(SourceDefinition source, LabelFiles files)
      throws SourceException, IOException {
    LabelTable layout = source.labels();
    Optional<byte[]> bytes = layout.file().isEmpty() ? Optional.empty() : files.read(layout.file());
    if (bytes.isEmpty() && layout.required()) {
      throw new SourceException(
          "Cannot find "
              + layout.file()
              + ", the labels of source "
              + source.name()
              + ", in the input or up to "
              + LabelFiles.LEVELS_ABOVE_INPUT
              + " folders above it; say where it is with --labels");
    }
    return new SourceAnnotator(
        source,
        bytes.isEmpty()
            ? Map.of()
            : LabelFileParser.parse(layout, source.recordKey(), bytes.get(), files));
  }

  /** The source. */
  public SourceDefinition source() {
    return source;
  }

  /** Whether the labels file has a row for a recording; one without is kept, unlabelled. */
  public boolean lists(String recordKey) {
    return row(recordKey) != null;
  }

  /**
   * A recording with all that is known of it: patient (the record key where the source names none),
   * age, sex, time, labels of both the labels file and the header, acquisition, prior band, and an
   * unknown amplitude where the source is standardised.
   */
  public EcgRecording annotate(EcgRecording raw) {
    LabelRow row = row(raw.recordKey());
    Patient patient = raw.patient();
    Optional<Instant> recordedAt = raw.recordedAt();
    List<Label> labels = raw.labels();
    AcquisitionContext context = raw.context();
    String patientId = patient.id();
    if (row != null) {
      patientId = row.patient().isEmpty() ? patientId : row.patient();
      patient =
          new Patient(
              patientId,
              row.ageYears() < 0 ? patient.ageYears() : OptionalInt.of(row.ageYears()),
              row.sex() == Sex.UNKNOWN ? patient.sex() : row.sex());
      recordedAt =
          row.recordedAt().equals(Instant.MIN) ? recordedAt : Optional.of(row.recordedAt());
      labels = union(row.labels(), labels);
      context = row.context().or(context);
    }
    return new EcgRecording(
        raw.recordKey(),
        raw.samplingRateHz(),
        raw.leads(),
        raw.signal(),
        source.standardised() ? Amplitude.UNKNOWN : raw.amplitude(),
        source.band(),
        new Patient(
            patientId.isEmpty() ? raw.recordKey() : patientId, patient.ageYears(), patient.sex()),
        recordedAt,
        labels,
        context,
        raw.files());
  }

  /**
   * The fold of a recording: the source's own, 1–10. Where the source always states folds (its
   * labels file is required and has a column of them) and states none here, 0: the recording is in
   * no fold. Else SHA-256(namespace|patient) mod 10 + 1, the digest being read as an unsigned
   * number; the record key stands in for an unknown patient.
   */
  public int fold(EcgRecording recording) {
    LabelRow row = row(recording.recordKey());
    if (row != null && row.fold() > 0) {
      return row.fold();
    }
    if (source.labels().required() && !source.labels().fold().isEmpty()) {
      return 0;
    }
    String patient =
        recording.patient().id().isEmpty() ? recording.recordKey() : recording.patient().id();
    byte[] digest =
        Sha256.digest((source.patientNamespace() + "|" + patient).getBytes(StandardCharsets.UTF_8));
    return new BigInteger(1, digest).mod(BigInteger.valueOf(FOLDS)).intValue() + 1;
  }

  /** Names of the recordings that the labels file has rows for. */
  public Set<String> listed() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * The labels of a recording that was read with an earlier labels file.
   *
   * @param recordKey as the labels file names it
   * @param stored its labels so far
   * @return those of this labels file and, of the stored ones, those that came from elsewhere; all
   *     stored ones where this file has no row for it
   */
  public List<Label> relabel(String recordKey, List<Label> stored) {
    LabelRow row = row(recordKey);
    return row == null
        ? stored
        : union(
            row.labels(),
            stored.stream().filter(l -> !l.origin().equals(LabelFileParser.ORIGIN)).toList());
  }

  /**
   * The labels of a recording that is read again after it was given labels.
   *
   * @param given its labels so far: those of a labels file stay
   * @param read its labels by the new reading: those of its own files count
   */
  public static List<Label> relabelled(List<Label> given, List<Label> read) {
    return union(
        given.stream().filter(label -> label.origin().equals(LabelFileParser.ORIGIN)).toList(),
        read.stream().filter(label -> !label.origin().equals(LabelFileParser.ORIGIN)).toList());
  }

  /** The row of a recording, under its key or without its file's extension; or null. */
  private LabelRow row(String recordKey) {
    LabelRow row = rows.get(recordKey);
    return row == null ? rows.get(RecordKeys.withoutExtension(recordKey)) : row;
  }

  /** The labels file wins where a header states the same code. */
  private static List<Label> union(List<Label> first, List<Label> second) {
    List<Label> all = new ArrayList<>(first);
    for (Label label : second) {
      if (first.stream()
          .noneMatch(l -> l.system().equals(label.system()) && l.code().equals(label.code()))) {
        all.add(label);
      }
    }
    return all;
  }
}
