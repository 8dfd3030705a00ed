package org.ecgnat.preprocessing.quality;

import java.util.List;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Finds what disturbs a recorded lead in a window, on the signal before conditioning. Where the
 * amplitude is unknown only what needs no unit is looked for: plateaus and hum against the signal.
 * For leads of one recording; holds scratch space, so not thread-safe.
 */
public final class LeadChecks {
  private final NoiseScan scan;
  private final boolean millivolts;

  private LeadChecks(NoiseScan scan, boolean millivolts) {
    this.scan = scan;
    this.millivolts = millivolts;
  }

  /** For the leads of a recording of at least 20 Hz. */
  public static LeadChecks of(EcgRecording recording) {
    boolean millivolts = recording.amplitude() == Amplitude.MILLIVOLTS;
    double highestHz =
        recording.priorBand().map(EcgRecording.Band::highHz).orElse(Double.POSITIVE_INFINITY);
    return new LeadChecks(
        new NoiseScan(recording.samplingRateHz(), highestHz, millivolts), millivolts);
  }

  /**
   * Checks a lead in a window.
   *
   * @param raw NaN where missing
   * @param from first sample
   * @param to last sample, exclusive
   * @param runs of the same samples
   * @param findings what is found is added
   */
  public void check(
      Lead lead, float[] raw, int from, int to, SampleRuns runs, List<QualityFinding> findings) {
    Reporter report = new Reporter(lead, findings);
    report.over(
        FindingCode.SATURATED,
        runs.saturated(),
        QualityLimits.SATURATED,
        QualityLimits.SATURATED_SEVERE);
    if (runs.flat() == 1) {
      return;
    }
    scan.measure(raw, from, to, runs.missing() == 0)
        .ifPresent(
            noise -> {
              hum(noise, report);
              if (millivolts) {
                millivolts(noise, report);
              }
            });
  }

  private void hum(LeadNoise noise, Reporter report) {
    double unit = millivolts ? 1 : noise.amplitude();
    report.over(
        FindingCode.MAINS_HUM,
        noise.hum(),
        unit * (millivolts ? QualityLimits.HUM : QualityLimits.RELATIVE_HUM),
        unit * (millivolts ? QualityLimits.HUM_SEVERE : QualityLimits.RELATIVE_HUM_SEVERE));
  }

  private static void millivolts(LeadNoise noise, Reporter report) {
    report.amplitude(noise.amplitude());
    report.over(
        FindingCode.BASELINE_WANDER,
        noise.wander(),
        QualityLimits.WANDER,
        QualityLimits.WANDER_SEVERE);
    report.over(
        FindingCode.MUSCLE_NOISE,
        noise.muscle(),
        QualityLimits.MUSCLE,
        QualityLimits.MUSCLE_SEVERE);
    report.over(
        FindingCode.ELECTRODE_POP, noise.jump(), QualityLimits.JUMP, QualityLimits.JUMP_SEVERE);
    report.over(FindingCode.SPIKES, noise.spikes(), 1, Double.POSITIVE_INFINITY);
  }

  /** Adds findings about one lead. */
  private record Reporter(Lead lead, List<QualityFinding> findings) {

    void over(FindingCode code, double value, double warning, double severe) {
      if (value > 0 && value >= warning) {
        findings.add(
            QualityFinding.of(
                code, lead, value >= severe ? Severity.SEVERE : Severity.WARNING, value));
      }
    }

    void amplitude(double value) {
      boolean severe =
          value < QualityLimits.SMALLEST_AMPLITUDE_SEVERE
              || value > QualityLimits.LARGEST_AMPLITUDE_SEVERE;
      if (severe
          || value < QualityLimits.SMALLEST_AMPLITUDE
          || value > QualityLimits.LARGEST_AMPLITUDE) {
        findings.add(
            QualityFinding.of(
                FindingCode.AMPLITUDE_OUT_OF_RANGE,
                lead,
                severe ? Severity.SEVERE : Severity.WARNING,
                value));
      }
    }
  }
}
