package org.ecgnat.preprocessing.signal;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The samples of several leads side by side, {@code (time, lanes)}: the layout in which a filter
 * works on all leads of a recording at once. Lanes are leads rounded up to a multiple of {@value
 * LaneKernel#GROUP}; the spare ones are zero. Before the first and after the last sample lies a
 * margin for extensions. Mutable and not thread-safe.
 */
public final class LeadBlock {
  /** Samples of a tile: with twelve leads 24 KiB. */
  private static final int TILE = 256;

  /** Values that a thread keeps, 8 MiB: twelve leads of 2.5 minutes at 500 Hz. */
  private static final int LARGEST_REUSED = 1 << 20;

  private static final ThreadLocal<double[]> LAST = ThreadLocal.withInitial(() -> new double[0]);

  private final int leads;
  private final int lanes;
  private final int margin;
  private final int samples;
  private final double[] data;

  /**
   * A block of zeros.
   *
   * @param leads at least 1
   * @param samples of each lead
   * @param margin free places at each end, in samples
   * @throws IllegalArgumentException where the block would hold more than 2³¹ − 1 values
   */
  public LeadBlock(int leads, int samples, int margin) {
    this(leads, samples, margin, double[]::new);
  }

  private LeadBlock(int leads, int samples, int margin, IntFunction<double[]> memory) {
    if (leads < 1 || samples < 0 || margin < 0) {
      throw new IllegalArgumentException(
          "A block cannot have " + leads + " leads of " + samples + " samples, margin " + margin);
    }
    this.leads = leads;
    this.lanes = (leads + LaneKernel.GROUP - 1) / LaneKernel.GROUP * LaneKernel.GROUP;
    this.margin = margin;
    this.samples = samples;
    long size = (samples + 2L * margin) * lanes;
    if (size > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          leads + " leads of " + samples + " samples are too long for one block");
    }
    data = memory.apply((int) size);
  }

  /**
   * A block in memory that the next such block of this thread takes over: only one can be in use.
   * What it holds is undefined. Fresh memory for every recording would cost as much as a filter's
   * pass over it.
   *
   * @param leads at least 1
   * @param samples of each lead
   * @param margin free places at each end, in samples
   * @throws IllegalArgumentException where the block would hold more than 2³¹ − 1 values
   */
  public static LeadBlock reused(int leads, int samples, int margin) {
    return new LeadBlock(leads, samples, margin, LeadBlock::reuse);
  }

  private static double[] reuse(int size) {
    if (size > LARGEST_REUSED) {
      return new double[size];
    }
    double[] last = LAST.get();
    if (last.length < size) {
      last = new double[size];
      LAST.set(last);
    }
    return last;
  }

  /** How many leads it holds. */
  public int leads() {
    return leads;
  }

  /** Samples of each lead, without margins. */
  public int samples() {
    return samples;
  }

  /** A sample. */
  public double get(int lead, int sample) {
    return data[(margin + sample) * lanes + lead];
  }

  /** Sets a sample. */
  public void set(int lead, int sample, double value) {
    data[(margin + sample) * lanes + lead] = value;
  }

  /**
   * Sets all samples of all leads.
   *
   * @param leads {@code (leads, samples)}; what is not finite becomes some finite value
   */
  public void set(List<float[]> leads) {
    float[] spare = leads.size() < lanes ? new float[samples] : new float[0];
    for (int lane = 0; lane < lanes; lane += LaneKernel.GROUP) {
      set(
          lane,
          lead(leads, lane, spare),
          lead(leads, lane + 1, spare),
          lead(leads, lane + 2, spare),
          lead(leads, lane + 3, spare));
    }
  }

  private static float[] lead(List<float[]> leads, int lane, float[] spare) {
    return lane < leads.size() ? leads.get(lane) : spare;
  }

  /** Four lanes at a time: they lie side by side in the cache. */
  private void set(int lane, float[] a, float[] b, float[] c, float[] d) {
    for (int i = 0, at = margin * lanes + lane; i < samples; i++, at += lanes) {
      data[at] = toDouble(a[i]);
      data[at + 1] = toDouble(b[i]);
      data[at + 2] = toDouble(c[i]);
      data[at + 3] = toDouble(d[i]);
    }
  }

  /**
   * The same as a cast of a finite value, by its bits: the exponents' biases differ by 896. Intel's
   * conversion keeps half of its target register, so that in a loop each waits for the one before.
   */
  private static double toDouble(float value) {
    long bits = Float.floatToRawIntBits(value);
    return Double.longBitsToDouble(((bits & 0x7fff_ffffL) << 29) | (bits & Long.MIN_VALUE))
        * 0x1p896;
  }

  /** A copy of all leads, {@code (leads, samples)}. */
  public double[][] toArrays() {
    double[][] copy = new double[leads][samples];
    for (int start = 0; start < samples; start += TILE) {
      int end = Math.min(samples, start + TILE);
      for (int lead = 0; lead < leads; lead++) {
        double[] row = copy[lead];
        for (int i = start, at = (margin + start) * lanes + lead; i < end; i++, at += lanes) {
          row[i] = data[at];
        }
      }
    }
    return copy;
  }

  int lanes() {
    return lanes;
  }

  int margin() {
    return margin;
  }

  /** {@code (margin + samples + margin, lanes)}. */
  double[] data() {
    return data;
  }

  /** Reflects every lead about its first and its last sample into the margins. */
  void extendOddly(int padding) {
    int first = margin * lanes;
    int last = (margin + samples - 1) * lanes;
    for (int i = 1; i <= padding; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        data[first - i * lanes + lane] = 2 * data[first + lane] - data[first + i * lanes + lane];
        data[last + i * lanes + lane] = 2 * data[last + lane] - data[last - i * lanes + lane];
      }
    }
  }

  /**
   * Continues every lead into the margins on the straight line through its first and last sample.
   */
  void extendByLine(int padding) {
    int first = margin * lanes;
    int last = (margin + samples - 1) * lanes;
    for (int lane = 0; lane < lanes; lane++) {
      double slope = samples == 1 ? 0 : (data[last + lane] - data[first + lane]) / (samples - 1);
      for (int i = 1; i <= padding; i++) {
        data[first - i * lanes + lane] = data[first + lane] - i * slope;
        data[last + i * lanes + lane] = data[last + lane] + i * slope;
      }
    }
  }

  /** Sets the margins to zero. */
  void clearMargins() {
    Arrays.fill(data, 0, margin * lanes, 0);
    Arrays.fill(data, (margin + samples) * lanes, (margin + samples + margin) * lanes, 0);
  }
}
