package org.ecgnat.preprocessing.quality;

import java.util.Optional;

/** Measures leads of one recording; holds scratch space, so not thread-safe. */
final class NoiseScan {
  /** Blocks of 2 s: at 30 beats a minute there is a beat in it, and hum keeps its phase. */
  private static final int GROUP = 20;

  /** Blocks of a second. */
  private static final int SECOND = 10;

  /** Blocks on either side of a jump; at 75 beats a minute they hold a whole beat. */
  private static final int SIDE = 8;

  /** Blocks in which a jump happens. */
  private static final int GAP = 2;

  private static final double SLOWEST_FOR_MUSCLE_HZ = 200;
  private static final double SLOWEST_FOR_SPIKES_HZ = 250;
  private static final double FULL_SPIKE_RATE_HZ = 500;

  /** A sine's mean square over a block may be a little less than its square by RMS. */
  private static final double ROOM_FOR_HUM = 0.8;

  /** Mean gain of the high-frequency part for white noise: 1 + 1/4 + 1/4. */
  private static final double WHITE_GAIN = 1.5;

  private final double rateHz;
  private final Blocks blocks;
  private final boolean millivolts;
  private final double spike;
  private final double[] few = new double[GROUP];
  private double[] many = new double[0];
  private double[] more = new double[0];

  /** A hum: RMS amplitude and power of it in the high-frequency part. */
  private record Hum(double rms, double highFrequencyPower) {}

  /**
   * @param highestHz what lies above was filtered away already
   * @param millivolts whether spikes can be told by their height
   */
  NoiseScan(double rateHz, double highestHz, boolean millivolts) {
    this.rateHz = rateHz;
    this.millivolts = millivolts;
    blocks = new Blocks(rateHz, highestHz);
    spike =
        millivolts && rateHz >= SLOWEST_FOR_SPIKES_HZ
            ? QualityLimits.SPIKE * Math.max(1, FULL_SPIKE_RATE_HZ / rateHz)
            : Double.POSITIVE_INFINITY;
  }

  /** Measures a lead in a window; empty where less than 2 s of it are complete. */
  Optional<LeadNoise> measure(float[] raw, int from, int to, boolean complete) {
    blocks.measure(raw, from, to, complete);
    int count = blocks.count();
    int usable = 0;
    for (int block = 0; block < count; block++) {
      usable += blocks.isValid(block) ? 1 : 0;
    }
    if (usable < GROUP) {
      return Optional.empty();
    }
    if (many.length < count) {
      many = new double[count];
      more = new double[count];
    }
    double amplitude = amplitude();
    double highFrequencies = highFrequencies();
    Hum hum = hum(highFrequencies, leastHum(amplitude));
    return Optional.of(
        new LeadNoise(
            amplitude,
            hum.rms(),
            wander(),
            muscle(highFrequencies, hum),
            mayJump() ? jump() : 0,
            spikes(raw, from, to)));
  }

  /** Less hum than this is no finding. */
  private double leastHum(double amplitude) {
    return millivolts ? QualityLimits.HUM : QualityLimits.RELATIVE_HUM * amplitude;
  }

  private double amplitude() {
    int groups = 0;
    for (int first = 0; first + GROUP <= blocks.count(); first += GROUP) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int block = first; block < first + GROUP; block++) {
        if (blocks.isValid(block)) {
          low = blocks.lowest(block) < low ? blocks.lowest(block) : low;
          high = blocks.highest(block) > high ? blocks.highest(block) : high;
        }
      }
      if (high >= low) {
        many[groups++] = high - low;
      }
    }
    return Medians.of(many, groups);
  }

  /**
   * Looks for a line only where the median of the high frequencies leaves room for it.
   *
   * @param least RMS of interest
   */
  private Hum hum(double highFrequencies, double least) {
    double best = 0;
    double power = 0;
    for (Blocks.Tone tone : blocks.tones()) {
      double itsPower = least * least * tone.gain() * tone.gain();
      if (highFrequencies < ROOM_FOR_HUM * itsPower) {
        continue;
      }
      blocks.measure(tone);
      int groups = 0;
      for (int first = 0; first + GROUP <= blocks.count(); first += GROUP) {
        many[groups++] = humOfGroup(tone, first);
      }
      double rms = Medians.of(many, groups);
      best = Math.max(best, rms);
      power += rms * rms * tone.gain() * tone.gain();
    }
    return new Hum(best, power);
  }

  /**
   * The line's phasor over 2 s as the median of 20, which a few QRS complexes do not move, against
   * the median distance from it. A grid's frequency that is 0.1 Hz off turns it by 72 degrees.
   */
  private double humOfGroup(Blocks.Tone tone, int first) {
    double real = medianOf(tone.real(), first);
    double imaginary = medianOf(tone.imaginary(), first);
    int used = 0;
    for (int block = first; block < first + GROUP; block++) {
      if (blocks.isValid(block)) {
        double differsBy = tone.real()[block] - real;
        double and = tone.imaginary()[block] - imaginary;
        few[used++] = differsBy * differsBy + and * and;
      }
    }
    double phasor = real * real + imaginary * imaginary;
    double spread = Medians.of(few, used);
    double ratio = QualityLimits.HUM_TO_NEIGHBOURS;
    return used > 0 && phasor > ratio * ratio * spread ? Math.sqrt(phasor / 2) : 0;
  }

  private double medianOf(double[] values, int first) {
    int used = 0;
    for (int block = first; block < first + GROUP; block++) {
      if (blocks.isValid(block)) {
        few[used++] = values[block];
      }
    }
    return Medians.of(few, used);
  }

  private double muscle(double highFrequencies, Hum hum) {
    if (rateHz < SLOWEST_FOR_MUSCLE_HZ) {
      return Double.NaN;
    }
    return Math.sqrt(Math.max(0, highFrequencies - hum.highFrequencyPower()) / WHITE_GAIN);
  }

  /** Median over blocks, so that QRS complexes do not count. */
  private double highFrequencies() {
    int used = 0;
    for (int block = 0; block < blocks.count(); block++) {
      if (blocks.isValid(block)) {
        many[used++] = blocks.highFrequencySquares()[block];
      }
    }
    return Medians.of(many, used);
  }

  private double wander() {
    double[] means = blocks.means();
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int block = 0; block < blocks.count(); block++) {
      sum += means[block] - (block >= SECOND ? means[block - SECOND] : 0);
      if (block >= SECOND - 1) {
        low = Math.min(low, sum / SECOND);
        high = Math.max(high, sum / SECOND);
      }
    }
    return high - low;
  }

  /** Without means so far apart there is no jump of interest. */
  private boolean mayJump() {
    double[] means = blocks.means();
    double low = means[0];
    double high = low;
    for (int block = 1; block < blocks.count(); block++) {
      low = means[block] < low ? means[block] : low;
      high = means[block] > high ? means[block] : high;
    }
    return high - low >= QualityLimits.JUMP;
  }

  /** Medians of 4 blocks, so that a QRS complex does not count; a jump lasts, a wander drifts. */
  private double jump() {
    int half = SIDE / 2;
    int medians = blocks.count() - half + 1;
    for (int block = 0; block < medians; block++) {
      more[block] = middleOfFour(blocks.means(), block);
    }
    double largest = 0;
    for (int at = 0; at + 2 * SIDE + GAP <= blocks.count(); at++) {
      double before = more[at];
      double justBefore = more[at + half];
      double justAfter = more[at + SIDE + GAP];
      double after = more[at + SIDE + GAP + half];
      double jump = Math.abs(after + justAfter - before - justBefore) / 2;
      double drift = Math.max(Math.abs(justBefore - before), Math.abs(after - justAfter));
      if (jump > largest && drift <= QualityLimits.DRIFT_OF_JUMP * jump) {
        largest = jump;
      }
    }
    return largest;
  }

  private static double middleOfFour(double[] x, int at) {
    double a = Math.min(x[at], x[at + 1]);
    double b = Math.max(x[at], x[at + 1]);
    double c = Math.min(x[at + 2], x[at + 3]);
    double d = Math.max(x[at + 2], x[at + 3]);
    return (Math.max(a, c) + Math.min(b, d)) / 2;
  }

  /** Looks closer only where the high frequencies can hold a spike. */
  private int spikes(float[] raw, int from, int to) {
    if (spike == Double.POSITIVE_INFINITY) {
      return 0;
    }
    int found = 0;
    float height = (float) spike;
    // a quarter of its square on either side, among half of the samples
    double enough = spike * spike / (2 * blocks.size());
    for (int block = 0; block < blocks.count(); block++) {
      if (blocks.highFrequencySquares()[block] < enough) {
        continue;
      }
      int first = Math.max(from + 1, from + block * blocks.size());
      int end = Math.min(to - 1, from + (block + 1) * blocks.size());
      for (int i = first; i < end; i++) {
        float bend = raw[i] - 0.5f * (raw[i - 1] + raw[i + 1]);
        if (Math.abs(bend) >= height) {
          found++;
          i++;
        }
      }
    }
    return found;
  }
}
