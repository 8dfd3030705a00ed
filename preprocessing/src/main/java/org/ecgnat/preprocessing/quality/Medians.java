package org.ecgnat.preprocessing.quality;

/** Medians without sorting. */
final class Medians {
  private Medians() {}

  /**
   * The median of the first values, the mean of the middle two where their number is even. Found by
   * selection (Hoare, "Algorithm 65: Find", Communications of the ACM 4, 1961).
   *
   * @param values the first {@code count} are put into another order; none is NaN
   * @return 0 where {@code count} is
   */
  static double of(double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    int upper = count / 2;
    select(values, count, upper);
    double high = values[upper];
    if (count % 2 == 1) {
      return high;
    }
    double low = values[0];
    for (int i = 1; i < upper; i++) {
      low = values[i] > low ? values[i] : low;
    }
    return (low + high) / 2;
  }

  /** Puts the value that sorting would put at a place there, none larger before it. */
  private static void select(double[] x, int count, int place) {
    int first = 0;
    int last = count - 1;
    while (first < last) {
      double pivot = middle(x[first], x[(first + last) >>> 1], x[last]);
      int i = first;
      int j = last;
      while (i <= j) {
        while (x[i] < pivot) {
          i++;
        }
        while (x[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double moved = x[i];
          x[i++] = x[j];
          x[j--] = moved;
        }
      }
      if (place <= j) {
        last = j;
      } else if (place >= i) {
        first = i;
      } else {
        return;
      }
    }
  }

  private static double middle(double a, double b, double c) {
    double low = a < b ? a : b;
    double high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
  }
}
