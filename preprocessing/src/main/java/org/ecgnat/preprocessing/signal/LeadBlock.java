package org.ecgnat.preprocessing.signal;

import java.util.Arrays;

/**
 * The samples of several leads side by side, {@code (time, lanes)}: the layout in which a filter
 * works on all leads of a recording at once. Lanes are leads rounded up to a multiple of {@value
 * LaneKernel#GROUP}; the spare ones are zero. Before the first and after the last sample lies a
 * margin for extensions. Mutable and not thread-safe.
 */
public final class LeadBlock {
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
    data = new double[(int) size];
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

  /** Sets all samples of a lead. */
  public void set(int lead, float[] values) {
    int at = margin * lanes + lead;
    for (int i = 0; i < samples; i++, at += lanes) {
      data[at] = values[i];
    }
  }

  /** A copy of a lead. */
  public double[] lead(int lead) {
    double[] copy = new double[samples];
    Arrays.setAll(copy, i -> get(lead, i));
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
    Arrays.fill(data, (margin + samples) * lanes, data.length, 0);
  }
}
