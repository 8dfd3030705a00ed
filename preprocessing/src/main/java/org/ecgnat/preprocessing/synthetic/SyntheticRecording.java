package org.ecgnat.preprocessing.synthetic;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * A synthetic recording and how it was made.
 *
 * @param recordKey such as {@code s000042}; each recording is a patient of its own
 * @param samplingRateHz samples a second and lead
 * @param millivolts {@code (12, samples)} in the order of {@link Lead#STANDARD}
 * @param findings what it shows
 * @param ageYears of the patient
 * @param sex of the patient
 * @param beats as they were placed
 * @param intervals as they were drawn
 */
public record SyntheticRecording(
    String recordKey,
    double samplingRateHz,
    float[][] millivolts,
    Set<Diagnosis> findings,
    int ageYears,
    Sex sex,
    List<Beat> beats,
    Intervals intervals) {

  /**
   * Durations of conducted beats, in seconds.
   *
   * @param heartRatePerMinute mean rate without premature beats
   * @param prSeconds from P onset to QRS onset; NaN in fibrillation
   * @param qrsSeconds QRS duration
   * @param qtSeconds QT duration at the mean rate
   */
  public record Intervals(
      double heartRatePerMinute, double prSeconds, double qrsSeconds, double qtSeconds) {}

  /** Copies the list. */
  public SyntheticRecording {
    beats = List.copyOf(beats);
  }

  /** Header comments of a WFDB record: age, sex and the codes, in the words of CinC 2020. */
  public List<String> headerComments() {
    return List.of(
        "Age: " + ageYears,
        "Sex: " + (sex == Sex.FEMALE ? "Female" : "Male"),
        "Dx: " + findings.stream().map(Enum::name).collect(Collectors.joining(",")));
  }

  /** The same as a reader would give it. */
  public EcgRecording toRecording() {
    return new EcgRecording(
        recordKey,
        samplingRateHz,
        Lead.STANDARD,
        millivolts,
        Amplitude.MILLIVOLTS,
        Optional.empty(),
        new Patient(recordKey, OptionalInt.of(ageYears), sex),
        Optional.empty(),
        findings.stream()
            .map(finding -> Label.of(Diagnosis.SYSTEM, finding.name(), "header"))
            .toList(),
        AcquisitionContext.UNKNOWN,
        List.of());
  }
}
