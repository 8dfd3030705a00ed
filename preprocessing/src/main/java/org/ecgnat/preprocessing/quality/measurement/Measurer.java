package org.ecgnat.preprocessing.quality.measurement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.ecgnat.preprocessing.quality.beats.BeatMarks;
import org.ecgnat.preprocessing.quality.beats.Delineation;
import org.ecgnat.preprocessing.quality.beats.RPeakDetector;
import org.ecgnat.preprocessing.quality.beats.WaveMarks;
import org.ecgnat.preprocessing.quality.beats.WaveletDelineator;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Measures recordings. A value is the median over the beats in which it can be seen, and is given
 * where these are at least half of all; the first and the last beat may be cut off and need not.
 */
public final class Measurer {
  private static final int FEWEST_BEATS = 3;
  private static final double SLOWEST_PER_MINUTE = 15;
  private static final double FASTEST_PER_MINUTE = 350;

  /** What no lead exceeds is not an ECG. */
  private static final double SMALLEST_QRS_MILLIVOLTS = 0.1;

  private final ConditionedSignal signal;
  private final List<BeatMarks> beats;
  private final double millisecondsPerSample;

  private Measurer(ConditionedSignal signal, Delineation delineation) {
    this.signal = signal;
    this.beats = delineation.global();
    this.millisecondsPerSample = 1000 / signal.samplingRateHz();
  }

  /**
   * Measures a recording. Deterministic and thread-safe.
   *
   * @param signal the recording conditioned as recipe {@code diagnostic-500} says
   * @param recording where it came from: what is known of it decides what can be measured
   * @return empty where there are no three beats
   */
  public static Optional<Measurements> measure(ConditionedSignal signal, EcgRecording recording) {
    int[] peaks = RPeakDetector.detect(signal.values(), signal.samplingRateHz());
    if (peaks.length < FEWEST_BEATS) {
      return Optional.empty();
    }
    Delineation marks =
        WaveletDelineator.delineate(signal.values(), signal.samplingRateHz(), peaks);
    return new Measurer(signal, marks).measure(Measurability.of(recording));
  }

  private Optional<Measurements> measure(Measurability can) {
    double rr = medianRr();
    double rate = 60_000 / rr;
    List<Measurements.LeadAmplitudes> amplitudes = can.voltages() ? amplitudes() : List.of();
    boolean nothing =
        can.voltages()
            && amplitudes.stream().noneMatch(lead -> lead.r() - lead.s() > SMALLEST_QRS_MILLIVOLTS);
    if (nothing || !(rate >= SLOWEST_PER_MINUTE && rate <= FASTEST_PER_MINUTE)) {
      return Optional.empty();
    }
    double pr = Double.NaN;
    double qrs = Double.NaN;
    double qt = Double.NaN;
    if (can.intervals()) {
      pr = milliseconds(beat -> span(beat.p(), beat.qrs(), beat.qrs().onset() - beat.p().onset()));
      qrs =
          milliseconds(beat -> span(beat.qrs(), beat.qrs(), beat.qrs().end() - beat.qrs().onset()));
      qt = milliseconds(beat -> span(beat.qrs(), beat.t(), beat.t().end() - beat.qrs().onset()));
    }
    return Optional.of(
        new Measurements(
            beats.size(),
            rate,
            rrSpread(),
            pr,
            qrs,
            qt,
            qt / Math.sqrt(rr / 1000),
            qt / Math.cbrt(rr / 1000),
            can.voltages() ? axis(BeatMarks::p) : Double.NaN,
            can.voltages() ? axis(BeatMarks::qrs) : Double.NaN,
            can.voltages() ? axis(BeatMarks::t) : Double.NaN,
            r(amplitudes, Lead.V5, Lead.V6) - s(amplitudes, Lead.V1),
            r(amplitudes, Lead.AVL) - s(amplitudes, Lead.V3),
            amplitudes));
  }

  private double medianRr() {
    double[] rr = intervals();
    return Medians.of(rr);
  }

  /** RR intervals in milliseconds. */
  private double[] intervals() {
    double[] rr = new double[beats.size() - 1];
    for (int b = 0; b < rr.length; b++) {
      rr[b] = (beats.get(b + 1).rPeak() - beats.get(b).rPeak()) * millisecondsPerSample;
    }
    return rr;
  }

  private double rrSpread() {
    double[] rr = intervals();
    double mean = 0;
    for (double interval : rr) {
      mean += interval / rr.length;
    }
    double squares = 0;
    for (double interval : rr) {
      squares += (interval - mean) * (interval - mean);
    }
    return Math.sqrt(squares / (rr.length - 1));
  }

  private static double span(WaveMarks from, WaveMarks to, int samples) {
    return from.present() && to.present() ? samples : Double.NaN;
  }

  private double milliseconds(ToDoubleFunction<BeatMarks> samples) {
    return median(samples) * millisecondsPerSample;
  }

  /** The median over the beats with a value; NaN where fewer than half of the inner ones have. */
  private double median(ToDoubleFunction<BeatMarks> value) {
    double[] values = beats.stream().mapToDouble(value).filter(Double::isFinite).toArray();
    return 2 * values.length >= beats.size() - 2 && values.length > 0
        ? Medians.of(values)
        : Double.NaN;
  }

  /** Direction of the wave's mean vector in the frontal plane. */
  private double axis(Function<BeatMarks, WaveMarks> wave) {
    double one = area(Lead.I, wave);
    // aVF is an augmented lead: 2/√3 brings it to the scale of a bipolar one
    double foot = area(Lead.AVF, wave) * 2 / Math.sqrt(3);
    return one == 0 && foot == 0 ? Double.NaN : Math.toDegrees(Math.atan2(foot, one));
  }

  /** Net area of a wave over the level before it, in millivolt samples. */
  private double area(Lead lead, Function<BeatMarks, WaveMarks> wave) {
    return signal
        .lead(lead)
        .map(
            x ->
                median(
                    beat -> {
                      WaveMarks marks = wave.apply(beat);
                      if (!marks.present() || !beat.qrs().present()) {
                        return Double.NaN;
                      }
                      int level = Math.min(marks.onset(), beat.qrs().onset());
                      double sum = 0;
                      for (int i = marks.onset(); i <= marks.end(); i++) {
                        sum += x[i] - x[level];
                      }
                      return sum;
                    }))
        .orElse(Double.NaN);
  }

  private List<Measurements.LeadAmplitudes> amplitudes() {
    List<Measurements.LeadAmplitudes> result = new ArrayList<>();
    for (Lead lead : Lead.STANDARD) {
      signal
          .lead(lead)
          .ifPresent(
              x -> {
                double r = median(beat -> extreme(x, beat.qrs(), 1));
                double s = -median(beat -> extreme(x, beat.qrs(), -1));
                double j =
                    median(
                        beat ->
                            beat.qrs().present()
                                ? x[beat.qrs().end()] - x[beat.qrs().onset()]
                                : Double.NaN);
                if (Double.isFinite(r) && Double.isFinite(s) && Double.isFinite(j)) {
                  result.add(new Measurements.LeadAmplitudes(lead, r, s, j));
                }
              });
    }
    return result;
  }

  /** The largest rise over, or with sign −1 fall below, the level at the onset. */
  private static double extreme(float[] x, WaveMarks qrs, int sign) {
    if (!qrs.present()) {
      return Double.NaN;
    }
    double level = x[qrs.onset()];
    double most = Double.isFinite(level) ? 0 : Double.NaN;
    for (int i = qrs.onset(); i <= qrs.end(); i++) {
      most = Math.max(most, sign * (x[i] - level));
    }
    return most;
  }

  private static double r(List<Measurements.LeadAmplitudes> amplitudes, Lead... leads) {
    double most = Double.NaN;
    for (Lead lead : leads) {
      double r = find(amplitudes, lead).map(Measurements.LeadAmplitudes::r).orElse(Double.NaN);
      if (Double.isNaN(r)) {
        return Double.NaN;
      }
      most = Double.isNaN(most) ? r : Math.max(most, r);
    }
    return most;
  }

  private static double s(List<Measurements.LeadAmplitudes> amplitudes, Lead lead) {
    return find(amplitudes, lead).map(Measurements.LeadAmplitudes::s).orElse(Double.NaN);
  }

  private static Optional<Measurements.LeadAmplitudes> find(
      List<Measurements.LeadAmplitudes> amplitudes, Lead lead) {
    return amplitudes.stream().filter(found -> found.lead() == lead).findFirst();
  }
}
