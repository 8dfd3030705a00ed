package org.ecgnat.preprocessing.signal;

/** One lane after the other, on any JVM. */
final class ScalarLaneKernel implements LaneKernel {

  @Override
  public void recurse(
      SectionPair pair, double[] x, double[] levels, int start, int step, int count) {
    int lanes = levels.length;
    for (int lane = 0; lane < lanes; lane++) {
      recurse(pair, x, levels[lane], start * lanes + lane, step * lanes, count);
    }
  }

  /** Both sections in one loop keep the processor's pipeline filled. */
  private static void recurse(
      SectionPair pair, double[] x, double level, int first, int stride, int count) {
    Section one = pair.first();
    Section two = pair.second();
    double b0 = one.b0();
    double a1 = one.a1();
    double a2 = one.a2();
    double c1 = one.c1();
    double c2 = one.c2();
    double s1 = one.step1() * level;
    double s2 = one.step2() * level;
    double between = level * one.gain();
    double d0 = two.b0();
    double e1 = two.a1();
    double e2 = two.a2();
    double f1 = two.c1();
    double f2 = two.c2();
    double t1 = two.step1() * between;
    double t2 = two.step2() * between;
    for (int n = 0, i = first; n < count; n++, i += stride) {
      double in = x[i];
      double mid = b0 * in + s1;
      double s = (c1 * in + s2) - a1 * s1;
      s2 = c2 * in - a2 * s1;
      s1 = s;
      x[i] = d0 * mid + t1;
      double t = (f1 * mid + t2) - e1 * t1;
      t2 = f2 * mid - e2 * t1;
      t1 = t;
    }
  }

  @Override
  public void convolve(Phase phase, double[] x, double[] y, int lanes) {
    double[] taps = phase.taps();
    for (int q = 0; q < phase.outputs(); q++) {
      int from = (phase.oldest() + q * phase.down()) * lanes;
      int to = (phase.start() + q * phase.up()) * lanes;
      // four lanes at a time: each tap is loaded once, and no sum waits for the one before
      for (int lane = 0; lane < lanes; lane += GROUP) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int at = from + lane;
        for (double tap : taps) {
          sum0 += tap * x[at];
          sum1 += tap * x[at + 1];
          sum2 += tap * x[at + 2];
          sum3 += tap * x[at + 3];
          at += lanes;
        }
        y[to + lane] = sum0;
        y[to + lane + 1] = sum1;
        y[to + lane + 2] = sum2;
        y[to + lane + 3] = sum3;
      }
    }
  }
}
