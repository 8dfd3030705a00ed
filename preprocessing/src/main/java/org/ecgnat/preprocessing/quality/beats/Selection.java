package org.ecgnat.preprocessing.quality.beats;

/** Finds an element by its rank without sorting (Hoare, "Algorithm 65: find", CACM 4, 1961). */
final class Selection {
  private Selection() {}

  /**
   * The element that would stand at {@code rank} if the first {@code count} were sorted; reorders
   * them.
   */
  static double select(double[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double swap = values[i];
          values[i++] = values[j];
          values[j--] = swap;
        }
      }
      if (rank <= j) {
        high = j;
      } else if (rank >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[rank];
  }
}
