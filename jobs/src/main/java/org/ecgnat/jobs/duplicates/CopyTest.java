package org.ecgnat.jobs.duplicates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether two windows show the same heartbeats: the correlation (Pearson's) of each lead
 * that both fingerprints have, over all that the windows share at a shift.
 */
final class CopyTest {
  /**
   * The least correlation of the worst lead. Copies at another rate reach 0.998; strangers reached
   * 0.95 among 2,500 real recordings (over short overlaps) and 0.97 among 8,000 synthetic ones,
   * whose rhythms are more regular.
   */
  static final double LEAST = 0.98;

  /** The least that two windows must share, in samples. */
  static final int MIN_OVERLAP = 4 * Fingerprint.RATE_HZ;

  /** How far the shift may lie beside the stated one, in samples. */
  private static final int SEARCH = 30;

  private static final int FRACTIONS = 10;

  private final Fingerprint a;
  private final Fingerprint b;
  private final List<short[][]> shared = new ArrayList<>();

  /**
   * What two windows have in common.
   *
   * @param correlation of the worst lead, −1 to 1
   * @param lag samples by which the same event comes later in the second window
   * @param overlapSeconds what was compared
   */
  record Match(double correlation, double lag, double overlapSeconds) {
    /** Whether that is more than strangers have. */
    boolean isCopy() {
      return correlation >= LEAST;
    }
  }

  CopyTest(Fingerprint a, Fingerprint b) {
    this.a = a;
    this.b = b;
    for (int i = 0; i < a.leads().length; i++) {
      short[] samples = a.samples()[i];
      b.lead(a.leads()[i]).ifPresent(other -> shared.add(new short[][] {samples, other}));
    }
  }

  /**
   * Looks for the best shift near a stated one.
   *
   * @param lag samples by which the same event comes later in the second window
   * @return empty where the windows share too little
   */
  Optional<Match> near(double lag) {
    Optional<Match> best = Optional.empty();
    int centre = (int) Math.round(lag);
    for (int step = -SEARCH; step <= SEARCH; step++) {
      best = better(best, at(centre + step));
    }
    if (best.isPresent()) {
      double whole = best.get().lag();
      for (int part = 1 - FRACTIONS; part < FRACTIONS; part++) {
        best = better(best, at(whole + (double) part / FRACTIONS));
      }
    }
    return best;
  }

  private static Optional<Match> better(Optional<Match> best, Optional<Match> other) {
    return best.isEmpty()
            || (other.isPresent() && other.get().correlation() > best.get().correlation())
        ? other
        : best;
  }

  private Optional<Match> at(double lag) {
    // cubic interpolation looks two samples further
    int from = Math.max(Fingerprint.EDGE, (int) Math.ceil(Fingerprint.EDGE - lag));
    int to =
        Math.min(
            a.length() - Fingerprint.EDGE, (int) Math.floor(b.length() - Fingerprint.EDGE - lag));
    if (shared.isEmpty() || to - from < MIN_OVERLAP) {
      return Optional.empty();
    }
    double worst = 1;
    for (short[][] lead : shared) {
      worst = Math.min(worst, correlation(lead[0], lead[1], from, to, lag));
    }
    return Optional.of(new Match(worst, lag, (double) (to - from) / Fingerprint.RATE_HZ));
  }

  private static double correlation(short[] x, short[] y, int from, int to, double lag) {
    boolean whole = lag == Math.rint(lag);
    int offset = (int) lag;
    double sumX = 0;
    double sumY = 0;
    double sumXx = 0;
    double sumYy = 0;
    double sumXy = 0;
    for (int i = from; i < to; i++) {
      double one = x[i];
      double two = whole ? y[i + offset] : Sketch.at(y, i + lag);
      sumX += one;
      sumY += two;
      sumXx += one * one;
      sumYy += two * two;
      sumXy += one * two;
    }
    int n = to - from;
    double spread = (sumXx - sumX * sumX / n) * (sumYy - sumY * sumY / n);
    return spread <= 0 ? 0 : (sumXy - sumX * sumY / n) / Math.sqrt(spread);
  }
}
