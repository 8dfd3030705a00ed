package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;

import java.util.Arrays;
import java.util.Locale;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Units of the converter to millivolts: {@code (sample − baseline) / gain · scale} (header(5)).
 *
 * @param baseline the converter's value of zero
 * @param gain units of the converter a physical unit
 * @param scale millivolts a physical unit; 1 where the size of the unit is unknown
 * @param known whether the result is in millivolts
 */
record Calibration(int baseline, double gain, double scale, boolean known) {
  /** What header(5) suggests where a signal is not calibrated. */
  private static final double DEFAULT_GAIN = 200;

  /** Less would overflow a float. */
  private static final double LEAST_GAIN = 1e-12;

  /** The calibration of a signal. */
  static Calibration of(SignalLine signal, UnitRule rule) throws UnreadableRecordingException {
    double gain = signal.gain() == 0 ? DEFAULT_GAIN : signal.gain();
    if (Math.abs(gain) < LEAST_GAIN) {
      throw HeaderParser.unreadable("the gain of signal " + signal.number() + " is too small");
    }
    if (rule == UnitRule.STANDARDISED) {
      return new Calibration(signal.baseline(), gain, 1, false);
    }
    double scale =
        switch (signal.units().toLowerCase(Locale.ROOT)) {
          // the micro sign and the Greek letter
          case "uv", "\u00b5v", "\u03bcv" -> 1e-3;
          case "mv" -> 1;
          case "v" -> 1e3;
          default ->
              throw new UnreadableRecordingException(
                  UNKNOWN_UNIT,
                  "The unit of signal "
                      + signal.number()
                      + " is none of uV, mV, V; where the source is standardised, say so in its"
                      + " source file (standardised: true)");
        };
    return new Calibration(signal.baseline(), gain, scale, signal.gain() != 0);
  }

  /**
   * Calibrates and aligns a signal.
   *
   * @param samples as they lie in the file
   * @param invalid the value of a missing sample, which becomes NaN
   * @param skewFrames samples that precede sample 0
   * @param frames samples of the result; those behind the end of the file are NaN
   */
  float[] apply(int[] samples, int invalid, int skewFrames, int frames) {
    float[] result = new float[frames];
    double zero = baseline;
    double unit = scale / gain;
    int count = Math.min(frames, Math.max(0, samples.length - skewFrames));
    for (int i = 0; i < count; i++) {
      int sample = samples[skewFrames + i];
      result[i] = sample == invalid ? Float.NaN : (float) ((sample - zero) * unit);
    }
    Arrays.fill(result, count, frames, Float.NaN);
    return result;
  }
}
