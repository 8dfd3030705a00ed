package org.ecgnat.jobs.duplicates;

import java.util.Random;

/**
 * 128 bits about the 2.4 s around a landmark: on which side of 128 random hyperplanes they lie, so
 * that the part of unequal bits of two sketches is on average the angle between the two pieces of
 * signal over π, whatever their gain (Charikar, Similarity estimation techniques from rounding
 * algorithms, STOC 2002, section 3).
 *
 * @param first bits of the first 64 hyperplanes
 * @param second bits of the others
 */
record Sketch(long first, long second) {
  /** Unequal bits that two sketches of one signal hardly ever have. */
  static final int FAR = 8;

  private static final int STEP = 2;
  private static final int POINTS = 2 * Landmarks.REACH / STEP - 1;
  private static final float[][] PLANES = planes();

  private static float[][] planes() {
    // java.util.Random: the same numbers in every JVM
    Random random = new Random(20260513);
    float[][] planes = new float[2 * Long.SIZE][POINTS];
    for (float[] plane : planes) {
      for (int i = 0; i < POINTS; i++) {
        plane[i] = (float) random.nextGaussian();
      }
    }
    return planes;
  }

  /**
   * Sketches a piece of a lead.
   *
   * @param lead samples at {@value Fingerprint#RATE_HZ} Hz
   * @param landmark the piece's centre, as {@link Landmarks#of} finds it
   */
  static Sketch of(short[] lead, double landmark) {
    float[] piece = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      piece[i] = (float) at(lead, landmark + (double) STEP * (i - POINTS / 2));
    }
    return new Sketch(sides(piece, 0), sides(piece, Long.SIZE));
  }

  private static long sides(float[] piece, int from) {
    long bits = 0;
    for (int bit = 0; bit < Long.SIZE; bit++) {
      float[] plane = PLANES[from + bit];
      float side = 0;
      for (int i = 0; i < POINTS; i++) {
        side += plane[i] * piece[i];
      }
      bits = (bits << 1) | (side > 0 ? 1 : 0);
    }
    return bits;
  }

  /** Unequal bits. */
  int distance(Sketch other) {
    return Long.bitCount(first ^ other.first) + Long.bitCount(second ^ other.second);
  }

  /**
   * A sample between samples, by cubic convolution (Keys, IEEE Trans. ASSP 29, 1981, equation 15
   * with a = −1/2).
   */
  static double at(short[] lead, double place) {
    int i = (int) Math.floor(place);
    double t = place - i;
    double p0 = lead[i - 1];
    double p1 = lead[i];
    double p2 = lead[i + 1];
    double p3 = lead[i + 2];
    return p1
        + t
            * (0.5 * (p2 - p0)
                + t
                    * (p0
                        - 2.5 * p1
                        + 2 * p2
                        - 0.5 * p3
                        + t * (1.5 * (p1 - p2) + 0.5 * (p3 - p0))));
  }
}
