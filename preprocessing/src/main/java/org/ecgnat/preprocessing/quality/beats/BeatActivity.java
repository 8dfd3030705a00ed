package org.ecgnat.preprocessing.quality.beats;

import java.util.Arrays;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.signal.SosFilter;

/**
 * How much a recording looks like a QRS complex from moment to moment: the leads' band-passed
 * slopes, combined and averaged over a moving window.
 *
 * @param values {@code (samples)} at the reduced rate
 * @param factor recorded samples for one of these
 * @param rateHz the reduced rate, at least 100 Hz
 * @param weights {@code (leads)}: what a unit of a lead counts; 0 where nothing is recorded
 */
record BeatActivity(double[] values, int factor, double rateHz, double[] weights) {
  /** QRS energy lies here at any heart rate; P, T, wander and most muscle noise lie outside. */
  private static final double LOW_HZ = 5;

  private static final double HIGH_HZ = 20;
  private static final int ORDER = 2;
  private static final double LOWEST_RATE_HZ = 100;
  private static final double NOISE_SECONDS = 1;
  private static final double FLOOR = 0.1;
  private static final double CLIP = 1.5;
  private static final double POWER = 2;
  private static final double NORM = 0.5;
  private static final double WINDOW_SECONDS = 0.1;

  /** Long enough to hold a beat at 30 a minute. */
  private static final double BLOCK_SECONDS = 2;

  static BeatActivity of(float[][] leads, double samplingRateHz) {
    int factor = (int) Math.max(1, Math.floor(samplingRateHz / LOWEST_RATE_HZ));
    double rateHz = samplingRateHz / factor;
    int samples = leads[0].length / factor;
    SosFilter filter = FilterDesign.bandPass(ORDER, LOW_HZ, HIGH_HZ, rateHz);
    int padding = SosFilter.padding(samples, (int) rateHz);
    double[] scratch = new double[samples + 2 * padding];
    boolean[] missing = new boolean[samples];
    double[] energy = new double[samples];
    double[] noise = new double[Math.max(1, (int) (2 * NOISE_SECONDS * rateHz))];
    double[] total = new double[samples + 1];
    double[] weights = new double[leads.length];
    double[] blocks = new double[(int) Math.ceil(samples / (BLOCK_SECONDS * rateHz))];
    for (int lead = 0; lead < leads.length; lead++) {
      Arrays.fill(missing, false);
      if (!reduce(leads[lead], factor, scratch, padding, samples, missing)) {
        continue;
      }
      filter.filtfilt(scratch, padding, samples);
      slope(scratch, padding, samples, missing);
      double level = level(scratch, padding, samples, rateHz, blocks);
      if (!(level > 0)) {
        continue;
      }
      weights[lead] = 1 / level;
      add(scratch, padding, level, (int) (NOISE_SECONDS * rateHz), energy, total, noise);
    }
    int nb = (int) (NOISE_SECONDS * rateHz);
    for (int i = 0; i < samples; i++) {
      if (total[i / nb] > 0) {
        energy[i] /= Math.pow(total[i / nb], NORM);
      }
    }
    return new BeatActivity(
        movingRoot(energy, (int) Math.max(1, Math.round(WINDOW_SECONDS * rateHz)) | 1),
        factor,
        rateHz,
        weights);
  }

  /** Means of {@code factor} samples with gaps bridged by lines; false where nothing varies. */
  private static boolean reduce(
      float[] lead, int factor, double[] target, int offset, int samples, boolean[] missing) {
    int last = -1;
    boolean varies = false;
    double first = Double.NaN;
    for (int i = 0; i < samples; i++) {
      double sum = 0;
      int count = 0;
      for (int j = i * factor; j < (i + 1) * factor; j++) {
        if (Float.isFinite(lead[j])) {
          sum += lead[j];
          count++;
        }
      }
      if (count == 0) {
        missing[i] = true;
        continue;
      }
      double value = sum / count;
      if (last < 0) {
        Arrays.fill(target, offset, offset + i, value);
        first = value;
      } else if (last < i - 1) {
        double slope = (value - target[offset + last]) / (i - last);
        for (int gap = last + 1; gap < i; gap++) {
          target[offset + gap] = target[offset + last] + slope * (gap - last);
        }
      }
      varies |= value != first;
      target[offset + i] = value;
      last = i;
    }
    if (last >= 0) {
      Arrays.fill(target, offset + last + 1, offset + samples, target[offset + last]);
    }
    return varies;
  }

  /** Central differences in place; what touches a gap is none. */
  private static void slope(double[] x, int offset, int samples, boolean[] missing) {
    double before = x[offset];
    for (int i = 0; i < samples; i++) {
      double here = x[offset + i];
      double after = i + 1 < samples ? x[offset + i + 1] : here;
      boolean gap =
          missing[i] || (i > 0 && missing[i - 1]) || (i + 1 < samples && missing[i + 1]);
      x[offset + i] = gap ? 0 : after - before;
      before = here;
    }
  }

  /** The usual largest slope of a beat: the median over blocks of each one's largest. */
  private static double level(
      double[] x, int offset, int samples, double rateHz, double[] blocks) {
    int length = (int) (BLOCK_SECONDS * rateHz);
    int count = 0;
    for (int start = 0; start < samples && count < blocks.length; start += length) {
      if (start > 0 && samples - start < length / 2) {
        break;
      }
      double largest = 0;
      for (int i = start; i < Math.min(samples, start + length); i++) {
        largest = Math.max(largest, Math.abs(x[offset + i]));
      }
      if (largest > 0) {
        blocks[count++] = largest;
      }
    }
    return count == 0 ? 0 : RPeakDetector.median(blocks, count);
  }

  /** Adds a lead's energy, where the lead is noisy between its beats less of it. */
  private static void add(
      double[] x, int offset, double level, int block, double[] energy, double[] total, double[] scratch) {
    for (int start = 0; start < energy.length; start += block) {
      int from = Math.max(0, Math.min(start - block / 2, energy.length - 2 * block));
      int to = Math.min(energy.length, from + 2 * block);
      for (int i = from; i < to; i++) {
        scratch[i - from] = Math.abs(x[offset + i]);
      }
      Arrays.sort(scratch, 0, to - from);
      double noise = scratch[(to - from) / 2] / level;
      double weight = 1 / Math.pow(FLOOR * FLOOR + noise * noise, POWER);
      total[start / block] += weight;
      double scale = weight / (level * level);
      for (int i = start; i < Math.min(energy.length, start + block); i++) {
        double value = Math.min(Math.abs(x[offset + i]), CLIP * level);
        energy[i] += scale * value * value;
      }
    }
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
