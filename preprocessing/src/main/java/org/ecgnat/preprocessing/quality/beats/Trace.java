package org.ecgnat.preprocessing.quality.beats;

import java.util.BitSet;

/**
 * A lead as the delineator needs it.
 *
 * @param values {@code (samples)}, gaps bridged by straight lines
 * @param missing which samples are bridged
 * @param usable whether something is recorded
 */
record Trace(float[] values, BitSet missing, boolean usable) {

  static Trace of(float[] lead) {
    BitSet missing = new BitSet();
    if (!isComplete(lead)) {
      for (int i = 0; i < lead.length; i++) {
        missing.set(i, !Float.isFinite(lead[i]));
      }
    }
    float[] values = missing.isEmpty() ? lead : bridged(lead, missing);
    return new Trace(values, missing, varies(values));
  }

  private static boolean isComplete(float[] lead) {
    float nothing = 0;
    for (float value : lead) {
      nothing += 0 * value;
    }
    return nothing == 0;
  }

  private static boolean varies(float[] values) {
    for (float value : values) {
      if (value != values[0]) {
        return true;
      }
    }
    return false;
  }

  private static float[] bridged(float[] lead, BitSet missing) {
    float[] values = lead.clone();
    for (int gap = missing.nextSetBit(0); gap >= 0; gap = missing.nextSetBit(gap)) {
      int end = missing.nextClearBit(gap);
      float before = gap > 0 ? values[gap - 1] : end < values.length ? values[end] : 0;
      float after = end < values.length ? values[end] : before;
      for (int i = gap; i < end; i++) {
        values[i] = before + (after - before) * (i - gap + 1) / (end - gap + 1);
      }
      gap = end;
    }
    return values;
  }

  /** Whether a sample is missing from {@code from} to before {@code to}. */
  boolean hasGap(int from, int to) {
    int gap = missing.nextSetBit(Math.max(0, from));
    return gap >= 0 && gap < to;
  }
}
