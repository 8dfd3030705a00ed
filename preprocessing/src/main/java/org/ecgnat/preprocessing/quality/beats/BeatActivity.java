package org.ecgnat.preprocessing.quality.beats;

import java.util.BitSet;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.signal.LeadBlock;
import org.ecgnat.preprocessing.signal.SosFilter;

/**
 * How much a recording looks like a QRS complex from moment to moment: the band-passed slopes of
 * its leads, squared, added and averaged over a moving window.
 *
 * <p>Each lead counts relative to its own usual QRS slope, so that polarity and unit do not matter,
 * and counts the less the noisier it is between its beats, second by second.
 *
 * @param values {@code (samples)} at the reduced rate
 * @param factor recorded samples for one of these
 * @param rateHz the reduced rate, 100 to 200 Hz
 * @param weights {@code (leads)}: one over a lead's usual QRS slope; 0 where nothing is recorded
 */
record BeatActivity(double[] values, int factor, double rateHz, double[] weights) {
  private static final double LOW_HZ = 5;
  private static final double HIGH_HZ = 20;
  private static final int ORDER = 2;
  private static final double LOWEST_RATE_HZ = 100;
  private static final double WINDOW_SECONDS = 0.1;

  /** Long enough to hold a beat at 30 a minute. */
  private static final double BLOCK_SECONDS = 2;

  private static final double NOISE_SECONDS = 1;

  /** Noise below this part of the usual slope does no harm. */
  private static final double HARMLESS_NOISE = 0.1;

  /** A slope of an electrode pop counts no more than this many usual ones. */
  private static final double LARGEST_SLOPE = 1.5;

  static BeatActivity of(float[][] leads, double samplingRateHz) {
    int factor = (int) Math.max(1, Math.floor(samplingRateHz / LOWEST_RATE_HZ));
    double rateHz = samplingRateHz / factor;
    int samples = leads[0].length / factor;
    int padding = SosFilter.padding(samples, (int) rateHz);
    LeadBlock block = new LeadBlock(leads.length, samples, padding);
    BitSet[] missing = new BitSet[leads.length];
    double[] scratch = new double[samples];
    for (int lead = 0; lead < leads.length; lead++) {
      missing[lead] = reduce(leads[lead], factor, scratch);
      for (int i = 0; i < samples; i++) {
        block.set(lead, i, scratch[i]);
      }
    }
    FilterDesign.bandPass(ORDER, LOW_HZ, HIGH_HZ, rateHz).filtfilt(block, padding);
    Sum sum = new Sum(samples, rateHz);
    double[] weights = new double[leads.length];
    for (int lead = 0; lead < leads.length; lead++) {
      slopes(block, lead, missing[lead], scratch);
      double level = usualLargest(scratch, rateHz);
      if (level > 0) {
        weights[lead] = 1 / level;
        sum.add(scratch, level);
      }
    }
    int width = (int) Math.max(1, Math.round(WINDOW_SECONDS * rateHz)) | 1;
    return new BeatActivity(movingRoot(sum.energy(), width), factor, rateHz, weights);
  }

  /** The leads' energies so far. */
  private static final class Sum {
    private final double[] energy;
    private final double[] total;
    private final double[] scratch;
    private final int second;

    Sum(int samples, double rateHz) {
      second = (int) Math.max(1, NOISE_SECONDS * rateHz);
      energy = new double[samples];
      total = new double[samples / second + 1];
      scratch = new double[2 * second];
    }

    void add(double[] slopes, double level) {
      double largest = LARGEST_SLOPE * level;
      for (int start = 0; start < energy.length; start += second) {
        double weight = weight(slopes, start, level);
        total[start / second] += weight;
        double scale = weight / (level * level);
        for (int i = start; i < Math.min(energy.length, start + second); i++) {
          double slope = Math.min(Math.abs(slopes[i]), largest);
          energy[i] += scale * slope * slope;
        }
      }
    }

    /** By the median slope around a second, which beats do not reach. */
    private double weight(double[] slopes, int start, double level) {
      int from = Math.max(0, Math.min(start - second / 2, energy.length - 2 * second));
      int to = Math.min(energy.length, from + 2 * second);
      for (int i = from; i < to; i++) {
        scratch[i - from] = Math.abs(slopes[i]);
      }
      double noise = Selection.select(scratch, to - from, (to - from) / 2) / level;
      double power = HARMLESS_NOISE * HARMLESS_NOISE + noise * noise;
      return 1 / (power * power);
    }

    /**
     * Half way between a sum and a mean, so that seconds in which all leads are noisy count less.
     */
    double[] energy() {
      for (int i = 0; i < energy.length; i++) {
        double weights = total[i / second];
        energy[i] = weights > 0 ? energy[i] / Math.sqrt(weights) : 0;
      }
      return energy;
    }
  }

  /**
   * Means of {@code factor} samples, gaps bridged by straight lines.
   *
   * @return which are bridged
   */
  private static BitSet reduce(float[] lead, int factor, double[] target) {
    BitSet missing = new BitSet(target.length);
    for (int i = 0; i < target.length; i++) {
      double sum = 0;
      for (int j = i * factor; j < (i + 1) * factor; j++) {
        sum += lead[j];
      }
      target[i] = sum / factor;
      if (!Double.isFinite(sum)) {
        missing.set(i);
      }
    }
    for (int gap = missing.nextSetBit(0); gap >= 0; gap = missing.nextSetBit(gap)) {
      int end = missing.nextClearBit(gap);
      double before = gap > 0 ? target[gap - 1] : end < target.length ? target[end] : 0;
      double after = end < target.length ? target[end] : before;
      for (int i = gap; i < Math.min(end, target.length); i++) {
        target[i] = before + (after - before) * (i - gap + 1) / (end - gap + 1);
      }
      gap = end;
    }
    return missing;
  }

  /** Central differences; none where a gap has a part. */
  private static void slopes(LeadBlock block, int lead, BitSet missing, double[] target) {
    int last = target.length - 1;
    for (int i = 0; i <= last; i++) {
      int from = Math.max(0, i - 1);
      int to = Math.min(last, i + 1);
      boolean gap = missing.get(from) || missing.get(i) || missing.get(to);
      target[i] = gap ? 0 : block.get(lead, to) - block.get(lead, from);
    }
  }

  /** The largest slope of each two seconds, and of these the middle one. */
  private static double usualLargest(double[] slopes, double rateHz) {
    int length = (int) (BLOCK_SECONDS * rateHz);
    double[] largest = new double[slopes.length / length + 1];
    int count = 0;
    for (int start = 0; start < slopes.length; start += length) {
      if (start > 0 && slopes.length - start < length / 2) {
        break;
      }
      double here = 0;
      for (int i = start; i < Math.min(slopes.length, start + length); i++) {
        here = Math.max(here, Math.abs(slopes[i]));
      }
      if (here > 0) {
        largest[count++] = here;
      }
    }
    return count == 0 ? 0 : RPeakDetector.median(largest, count);
  }

  /** Root of the centred moving mean. */
  private static double[] movingRoot(double[] x, int width) {
    double[] result = new double[x.length];
    int half = width / 2;
    double sum = 0;
    for (int i = -half; i < x.length; i++) {
      sum += i + half < x.length ? x[i + half] : 0;
      sum -= i - half - 1 >= 0 ? x[i - half - 1] : 0;
      if (i >= 0) {
        result[i] = Math.sqrt(Math.max(0, sum) / width);
      }
    }
    return result;
  }
}
