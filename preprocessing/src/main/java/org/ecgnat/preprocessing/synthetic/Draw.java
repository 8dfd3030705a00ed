package org.ecgnat.preprocessing.synthetic;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws of one recording's parameters, all from one generator keyed by seed and record. */
final class Draw {
  private final RandomGenerator random;

  private Draw(RandomGenerator random) {
    this.random = random;
  }

  /** The generator of record {@code index}: the same however many records are made. */
  static Draw keyed(long seed, long index) {
    return new Draw(new SplittableRandom(mixed(mixed(seed) + index)));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014, fig. 16). */
  private static long mixed(long key) {
    long z = key + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  RandomGenerator random() {
    return random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  double uniform(double low, double high) {
    return random.nextDouble(low, high);
  }

  int integer(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  double normal(double mean, double sd) {
    return random.nextGaussian(mean, sd);
  }

  /** A normal value, drawn again while it lies outside the limits. */
  double normal(double mean, double sd, double low, double high) {
    double value;
    do {
      value = random.nextGaussian(mean, sd);
    } while (value < low || value > high);
    return value;
  }

  /** A positive factor with median 1 whose logarithm has this standard deviation. */
  double factor(double logSd) {
    return Math.exp(random.nextGaussian(0, logSd));
  }

  /** A vector near another: each component off by a share of its length. */
  Vector3 near(Vector3 vector, double share) {
    double sd = share * vector.norm();
    return vector.plus(
        new Vector3(
            random.nextGaussian(0, sd), random.nextGaussian(0, sd), random.nextGaussian(0, sd)));
  }

  /** One of the values, each as likely. */
  @SafeVarargs
  final <T> T oneOf(T... values) {
    return values[random.nextInt(values.length)];
  }
}
