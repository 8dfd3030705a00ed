package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;

import java.util.Arrays;
import java.util.Locale;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Units of the converter to a physical unit: {@code (sample − baseline) / gain · scale}
 * (header(5)).
 *
 * @param baseline the converter's value of zero
 * @param gain units of the converter a physical unit
 * @param scale what a physical unit counts for
 */
record Calibration(int baseline, double gain, double scale) {
  /** What header(5) suggests where a signal is not calibrated. */
  private static final double DEFAULT_GAIN = 200;

  /** The calibration of a signal, by a scale from its unit. */
  static Calibration of(SignalLine signal, double scale) {
    return new Calibration(
        signal.baseline(), signal.gain() == 0 ? DEFAULT_GAIN : signal.gain(), scale);
  }

  /** Millivolts in a signal's unit. */
  static double millivoltsPerUnit(SignalLine signal) throws UnreadableRecordingException {
    return switch (signal.units().toLowerCase(Locale.ROOT)) {
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
  }

  /**
   * Calibrates and aligns a signal of a segment.
   *
   * @param target where to
   * @param start where the segment begins there
   * @param count samples of the segment; those behind the end of the file become NaN
   */
  void apply(DigitalSignal signal, float[] target, int start, int count) {
    int[] samples = signal.samples();
    int first = signal.first();
    int invalid = signal.invalid();
    double zero = baseline;
    double unit = scale / gain;
    int available = Math.min(count, signal.available());
    for (int i = 0; i < available; i++) {
      int sample = samples[first + i];
      target[start + i] =
          sample == invalid ? Float.NaN : (float) ((toDouble(sample) - zero) * unit);
    }
    Arrays.fill(target, start + available, start + count, Float.NaN);
  }

  /**
   * The same as a cast, by the bits of 2⁵² + 2³¹ + value. Intel's conversion keeps half of its
   * target register, so that in a loop each waits for the one before: this way calibrating takes a
   * sixth of the time.
   */
  private static double toDouble(int value) {
    return Double.longBitsToDouble(0x4330000080000000L + value) - 0x1.000008p52;
  }
}
