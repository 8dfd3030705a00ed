package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;

import java.util.Arrays;
import java.util.Collection;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.signal.Resampler;

/**
 * The rate of a recording whose leads have different numbers of samples a frame: the highest of
 * theirs. The other leads are interpolated by the exact ratio, within their band. The WFDB library
 * itself averages the samples of a frame, which takes bandwidth from the good leads, or repeats
 * them, which adds steps to the others (getvec(3)).
 *
 * @param samplingRateHz samples a second and lead
 * @param samplesPerFrame of the leads with the highest rate
 */
record CommonRate(double samplingRateHz, int samplesPerFrame) {
  /** Rates outside are no ECG, and would make resampling allocate without measure. */
  private static final double LOWEST_RATE_HZ = 10;

  private static final double HIGHEST_RATE_HZ = 100_000;

  /** Beyond, one of the signals is no ECG lead. */
  private static final int LARGEST_RATIO = 32;

  /** What {@link Resampler} takes as a term of a ratio. */
  private static final int LARGEST_TERM = 5000;

  /** The rate of some leads of one record, at least one. */
  static CommonRate of(Collection<WfdbSignal> leads) throws UnreadableRecordingException {
    int most = 1;
    double rateHz = 0;
    for (WfdbSignal lead : leads) {
      most = Math.max(most, lead.line().samplesPerFrame());
      rateHz = Math.max(rateHz, lead.samplingRateHz());
    }
    if (!(rateHz >= LOWEST_RATE_HZ && rateHz <= HIGHEST_RATE_HZ)) {
      throw limit(
          "The sampling rate of %s Hz lies outside %s to %s Hz"
              .formatted(rateHz, LOWEST_RATE_HZ, HIGHEST_RATE_HZ));
    }
    for (WfdbSignal lead : leads) {
      int perFrame = lead.line().samplesPerFrame();
      if (most / perFrame > LARGEST_RATIO || most / gcd(most, perFrame) > LARGEST_TERM) {
        throw limit(
            "One lead has %d samples a frame and another %d: too far apart for one recording"
                .formatted(most, perFrame));
      }
    }
    // all leads are as long as the record
    WfdbSignal any = leads.iterator().next();
    long frames = any.samples() / any.line().samplesPerFrame();
    SizeLimits.checkFrames(frames, (long) most * leads.size());
    return new CommonRate(rateHz, most);
  }

  /**
   * A lead at this rate.
   *
   * @param values NaN where missing; may be returned itself
   * @param perFrame its own samples a frame
   */
  float[] bring(float[] values, int perFrame) {
    if (perFrame == samplesPerFrame) {
      return values;
    }
    Resampler resampler = new Resampler(samplesPerFrame, perFrame);
    float[] result = new float[resampler.outputLength(values.length)];
    double[] filled = filled(values);
    if (filled.length == 0) {
      Arrays.fill(result, Float.NaN);
      return result;
    }
    double[] resampled = resampler.resample(filled, Resampler.Extension.LINE);
    for (int i = 0; i < result.length; i++) {
      long at = (long) i * resampler.down();
      int before = (int) (at / resampler.up());
      int after = at % resampler.up() == 0 ? before : Math.min(before + 1, values.length - 1);
      boolean missing = Float.isNaN(values[before]) || Float.isNaN(values[after]);
      result[i] = missing ? Float.NaN : (float) resampled[i];
    }
    return result;
  }

  /** Missing samples on the straight line between their neighbours; empty where all are missing. */
  private static double[] filled(float[] values) {
    double[] filled = new double[values.length];
    int known = -1;
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        continue;
      }
      filled[i] = values[i];
      if (known < 0) {
        Arrays.fill(filled, 0, i, values[i]);
      } else {
        double step = (filled[i] - filled[known]) / (i - known);
        for (int j = known + 1; j < i; j++) {
          filled[j] = filled[known] + (j - known) * step;
        }
      }
      known = i;
    }
    if (known < 0) {
      return new double[0];
    }
    Arrays.fill(filled, known, filled.length, filled[known]);
    return filled;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static UnreadableRecordingException limit(String fault) {
    return new UnreadableRecordingException(LIMIT_EXCEEDED, fault);
  }
}
