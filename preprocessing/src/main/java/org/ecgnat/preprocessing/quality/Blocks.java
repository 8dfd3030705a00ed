package org.ecgnat.preprocessing.quality;

import java.util.Arrays;

/**
 * One pass over a lead in blocks of 0.1 s: what the noise measures need of each. Reused from lead
 * to lead, so not thread-safe.
 *
 * <p>High frequencies are what {@code h[i] = x[i] − (x[i−k] + x[i+k])/2} leaves, with k odd and
 * about 6 ms: gain 1 − cos(2πf·k/rate), little of P, T and base line. The hum's phasor is the
 * correlation of h with a sine of 50 or 60 Hz in the block, divided by that gain.
 */
final class Blocks {
  /** Length of a block. */
  static final double SECONDS = 0.1;

  private static final double LAG_SECONDS = 0.006;

  /** From here on every other sample does for high frequencies: 0.4 kHz show up to 200 Hz. */
  private static final double FAST_HZ = 400;

  private static final double LEVEL_SECONDS = 0.008;
  private static final double[] MAINS_HZ = {50, 60};

  /** Of a Nyquist frequency: above, a line cannot be told from its image. */
  private static final double VISIBLE = 0.9;

  private final double rateHz;
  private final int size;
  private final int lag;
  private final int step;
  private final int stride;
  private final Tone[] tones;
  private int count;
  private double[] means = new double[0];
  private double[] squares = new double[0];
  private float[] lowest = new float[0];
  private float[] highest = new float[0];
  private boolean[] valid = new boolean[0];
  private float[] bridged = new float[0];
  private float[] measured = new float[0];
  private int begin;
  private int end;

  /** A line of the mains. */
  static final class Tone {
    private final double hz;
    private final double gain;
    private final double[] cosine;
    private final double[] sine;
    private double[] turnReal = new double[0];
    private double[] turnImaginary = new double[0];
    private double[] real = new double[0];
    private double[] imaginary = new double[0];

    private Tone(double hz, double rateHz, int size, int lag) {
      this.hz = hz;
      double step = 2 * Math.PI * hz / rateHz;
      gain = 1 - Math.cos(step * lag);
      cosine = new double[size];
      sine = new double[size];
      for (int i = 0; i < size; i++) {
        cosine[i] = Math.cos(step * i);
        sine[i] = Math.sin(step * i);
      }
    }

    /** Gain of the high-frequency part at this line. */
    double gain() {
      return gain;
    }

    /** Real parts of the amplitude in each block, against one clock for all blocks. */
    double[] real() {
      return real;
    }

    /** Imaginary parts likewise. */
    double[] imaginary() {
      return imaginary;
    }

    /** The phase that passes until each block starts. */
    private void reserve(int blocks, double blockSeconds) {
      if (real.length >= blocks) {
        return;
      }
      real = new double[blocks];
      imaginary = new double[blocks];
      turnReal = new double[blocks];
      turnImaginary = new double[blocks];
      for (int block = 0; block < blocks; block++) {
        double angle = 2 * Math.PI * hz * block * blockSeconds;
        turnReal[block] = Math.cos(angle);
        turnImaginary[block] = Math.sin(angle);
      }
    }

    private void set(int block, double c, double s, int samples) {
      double scale = 2 / (samples * gain);
      real[block] = scale * (c * turnReal[block] - s * turnImaginary[block]);
      imaginary[block] = -scale * (c * turnImaginary[block] + s * turnReal[block]);
    }
  }

  /**
   * @param rateHz at least 20
   * @param highestHz what lies above was filtered away already
   */
  Blocks(double rateHz, double highestHz) {
    this.rateHz = rateHz;
    size = (int) Math.round(rateHz * SECONDS);
    lag = 2 * (int) Math.floor(rateHz * LAG_SECONDS / 2) + 1;
    step = rateHz >= FAST_HZ ? 2 : 1;
    stride = (int) Math.max(1, Math.floor(rateHz * LEVEL_SECONDS));
    double limit = Math.min(VISIBLE * rateHz / 2, highestHz);
    tones =
        Arrays.stream(MAINS_HZ)
            .filter(hz -> hz < limit)
            .mapToObj(hz -> new Tone(hz, rateHz, size, lag))
            .toArray(Tone[]::new);
  }

  /**
   * Measures a lead. Missing samples are bridged by the last one; blocks with any are not valid.
   *
   * @param complete whether no sample is missing
   */
  void measure(float[] raw, int from, int to, boolean complete) {
    count = (to - from) / size;
    reserve();
    Arrays.fill(valid, 0, count, true);
    float[] x = raw;
    int start = from;
    if (!complete) {
      bridge(raw, from, to);
      x = bridged;
      start = 0;
    }
    measured = x;
    begin = start;
    end = start + to - from;
    for (int block = 0; block < count; block++) {
      levels(x, block, begin + block * size);
      squares[block] = meanSquare(x, low(block), high(block));
    }
  }

  /** The phasors of a line in the blocks of the lead last measured. */
  void measure(Tone tone) {
    tone.reserve(count, size / rateHz);
    float[] x = measured;
    for (int block = 0; block < count; block++) {
      int first = begin + block * size;
      int low = low(block);
      int high = high(block);
      double c = 0;
      double s = 0;
      for (int i = low; i < high; i += step) {
        double h = x[i] - 0.5f * (x[i - lag] + x[i + lag]);
        c += h * tone.cosine[i - first];
        s += h * tone.sine[i - first];
      }
      tone.set(block, c, s, Math.max(1, (high - low + step - 1) / step));
    }
  }

  /** The first sample of a block that has both its neighbours. */
  private int low(int block) {
    return Math.max(begin + block * size, begin + lag);
  }

  private int high(int block) {
    return Math.min(begin + (block + 1) * size, end - lag);
  }

  private void reserve() {
    if (means.length < count) {
      means = new double[count];
      squares = new double[count];
      lowest = new float[count];
      highest = new float[count];
      valid = new boolean[count];
    }
  }

  private void bridge(float[] raw, int from, int to) {
    if (bridged.length < to - from) {
      bridged = new float[to - from];
    }
    int firstRecorded = from;
    while (firstRecorded < to && !Float.isFinite(raw[firstRecorded])) {
      firstRecorded++;
    }
    float value = firstRecorded < to ? raw[firstRecorded] : 0;
    for (int i = from; i < to; i++) {
      if (Float.isFinite(raw[i])) {
        value = raw[i];
      } else {
        int block = (i - from) / size;
        if (block < count) {
          valid[block] = false;
        }
      }
      bridged[i - from] = value;
    }
  }

  /** Every 8 ms is enough for levels. */
  private void levels(float[] x, int block, int first) {
    float sum = 0;
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    int looked = 0;
    for (int i = first; i < first + size; i += stride) {
      sum += x[i];
      int ordered = ordered(Float.floatToRawIntBits(x[i]));
      least = Math.min(least, ordered);
      most = Math.max(most, ordered);
      looked++;
    }
    means[block] = sum / looked;
    lowest[block] = Float.intBitsToFloat(ordered(least));
    highest[block] = Float.intBitsToFloat(ordered(most));
  }

  /** Bits of a float as an integer of the same order, and back: comparing those takes no branch. */
  private static int ordered(int bits) {
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** Two sums at once keep the processor's pipeline filled. */
  private double meanSquare(float[] x, int low, int high) {
    float even = 0;
    float odd = 0;
    int used = 0;
    int i = low;
    for (; i + step < high; i += 2 * step) {
      float h = x[i] - 0.5f * (x[i - lag] + x[i + lag]);
      float next = x[i + step] - 0.5f * (x[i + step - lag] + x[i + step + lag]);
      even += h * h;
      odd += next * next;
      used += 2;
    }
    for (; i < high; i += step) {
      float h = x[i] - 0.5f * (x[i - lag] + x[i + lag]);
      even += h * h;
      used++;
    }
    return ((double) even + odd) / Math.max(1, used);
  }

  /** Whole blocks of the lead last measured. */
  int count() {
    return count;
  }

  /** Samples of a block. */
  int size() {
    return size;
  }

  /** Whether no sample of a block is missing. */
  boolean isValid(int block) {
    return valid[block];
  }

  /** Means in the signal's unit, one a block. */
  double[] means() {
    return means;
  }

  /**
   * Mean squares of the high frequencies, one a block. Where only every other sample is looked at,
   * a spike between two of them still shows by a quarter of its square, k being odd.
   */
  double[] highFrequencySquares() {
    return squares;
  }

  /** Smallest value of a block. */
  float lowest(int block) {
    return lowest[block];
  }

  /** Largest value of a block. */
  float highest(int block) {
    return highest[block];
  }

  /** The lines of the mains that can be seen at this rate. */
  Tone[] tones() {
    return tones;
  }
}
