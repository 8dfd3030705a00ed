package org.ecgnat.preprocessing.recording;

import java.io.Serializable;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One recording, read and calibrated, not yet conditioned.
 *
 * @param recordKey the record's name, unique within its source
 * @param samplingRateHz samples a second and lead
 * @param leads names of the rows of {@code signal}, without repetition
 * @param signal {@code (leads, samples)}, in millivolts or, where {@code amplitude} says so, in a
 *     unit of unknown size; NaN where a sample is missing. All rows have the same length. Not
 *     copied: do not change it afterwards.
 * @param amplitude what the numbers mean
 * @param priorBand the pass band that the signal already went through; empty where it is raw
 * @param patient who
 * @param recordedAt when; empty where unknown
 * @param labels what the source says about it
 * @param context how it was acquired
 * @param files the files it came from
 */
public record EcgRecording(
    String recordKey,
    double samplingRateHz,
    List<Lead> leads,
    float[][] signal,
    Amplitude amplitude,
    Optional<Band> priorBand,
    Patient patient,
    Optional<Instant> recordedAt,
    List<Label> labels,
    AcquisitionContext context,
    List<SourceFile> files) {

  /**
   * A pass band.
   *
   * @param lowHz lower corner in Hz
   * @param highHz upper corner in Hz
   */
  public record Band(double lowHz, double highHz) implements Serializable {}

  /** Checks shapes and copies the lists. */
  public EcgRecording {
    if (!(samplingRateHz > 0) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException(
          "Sampling rate of " + recordKey + " is " + samplingRateHz + " Hz");
    }
    if (leads.size() != signal.length) {
      throw new IllegalArgumentException(
          leads.size() + " lead names for " + signal.length + " rows");
    }
    Set<Lead> distinct = EnumSet.noneOf(Lead.class);
    for (int row = 0; row < signal.length; row++) {
      if (signal[row].length != signal[0].length) {
        throw new IllegalArgumentException("Rows of unequal length in " + recordKey);
      }
      if (!distinct.add(leads.get(row))) {
        throw new IllegalArgumentException(
            "Lead " + leads.get(row).label() + " stands twice in " + recordKey);
      }
    }
    leads = List.copyOf(leads);
    labels = List.copyOf(labels);
    files = List.copyOf(files);
  }

  /** A recording of which only the signal is known: what a caller of the library has at hand. */
  public static EcgRecording ofSignal(
      String recordKey, double samplingRateHz, List<Lead> leads, float[][] millivolts) {
    return new EcgRecording(
        recordKey,
        samplingRateHz,
        leads,
        millivolts,
        Amplitude.MILLIVOLTS,
        Optional.empty(),
        Patient.UNKNOWN,
        Optional.empty(),
        List.of(),
        AcquisitionContext.UNKNOWN,
        List.of());
  }

  /** The same recording under another name. */
  public EcgRecording withRecordKey(String key) {
    return new EcgRecording(
        key,
        samplingRateHz,
        leads,
        signal,
        amplitude,
        priorBand,
        patient,
        recordedAt,
        labels,
        context,
        files);
  }

  /** Samples of each lead. */
  public int samples() {
    return signal.length == 0 ? 0 : signal[0].length;
  }

  /** Length in seconds. */
  public double durationSeconds() {
    return samples() / samplingRateHz;
  }

  /** The samples of a lead, not a copy; empty where the recording lacks it. */
  public Optional<float[]> lead(Lead lead) {
    int row = leads.indexOf(lead);
    return row < 0 ? Optional.empty() : Optional.of(signal[row]);
  }
}
