package org.ecgnat.preprocessing.signal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four lanes in a register, three registers at once for twelve leads: independent lanes hide the
 * latency of the recursion. Compiled apart, against the module {@code jdk.incubator.vector}.
 */
final class VectorLaneKernel implements LaneKernel {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_256;
  private static final int WIDE = 3 * GROUP;

  /**
   * @throws UnsupportedOperationException on a processor with narrower registers: vectors would be
   *     emulated, slower than none
   */
  VectorLaneKernel() {
    if (DoubleVector.SPECIES_PREFERRED.length() < GROUP) {
      throw new UnsupportedOperationException("This processor has no registers of 256 bits");
    }
  }

  @Override
  public void recurse(
      SectionPair pair, double[] x, double[] levels, int start, int step, int count) {
    int lanes = levels.length;
    int lane = 0;
    for (; lane + WIDE <= lanes; lane += WIDE) {
      wide(pair, x, levels, lane, start * lanes + lane, step * lanes, count);
    }
    for (; lane < lanes; lane += GROUP) {
      narrow(pair, x, levels, lane, start * lanes + lane, step * lanes, count);
    }
  }

  private static DoubleVector level(double[] levels, int lane) {
    return DoubleVector.fromArray(SPECIES, levels, lane);
  }

  private static void wide(
      SectionPair pair, double[] x, double[] levels, int lane, int first, int stride, int count) {
    Section one = pair.first();
    Section two = pair.second();
    double b0 = one.b0();
    double a1 = one.a1();
    double a2 = one.a2();
    double c1 = one.c1();
    double c2 = one.c2();
    double d0 = two.b0();
    double e1 = two.a1();
    double e2 = two.a2();
    double f1 = two.c1();
    double f2 = two.c2();
    DoubleVector inA = level(levels, lane);
    DoubleVector inB = level(levels, lane + GROUP);
    DoubleVector inC = level(levels, lane + 2 * GROUP);
    DoubleVector s1A = inA.mul(one.step1());
    DoubleVector s1B = inB.mul(one.step1());
    DoubleVector s1C = inC.mul(one.step1());
    DoubleVector s2A = inA.mul(one.step2());
    DoubleVector s2B = inB.mul(one.step2());
    DoubleVector s2C = inC.mul(one.step2());
    DoubleVector midA = inA.mul(one.gain());
    DoubleVector midB = inB.mul(one.gain());
    DoubleVector midC = inC.mul(one.gain());
    DoubleVector t1A = midA.mul(two.step1());
    DoubleVector t1B = midB.mul(two.step1());
    DoubleVector t1C = midC.mul(two.step1());
    DoubleVector t2A = midA.mul(two.step2());
    DoubleVector t2B = midB.mul(two.step2());
    DoubleVector t2C = midC.mul(two.step2());
    for (int n = 0, i = first; n < count; n++, i += stride) {
      inA = DoubleVector.fromArray(SPECIES, x, i);
      inB = DoubleVector.fromArray(SPECIES, x, i + GROUP);
      inC = DoubleVector.fromArray(SPECIES, x, i + 2 * GROUP);
      midA = inA.mul(b0).add(s1A);
      midB = inB.mul(b0).add(s1B);
      midC = inC.mul(b0).add(s1C);
      DoubleVector sA = inA.mul(c1).add(s2A).sub(s1A.mul(a1));
      DoubleVector sB = inB.mul(c1).add(s2B).sub(s1B.mul(a1));
      DoubleVector sC = inC.mul(c1).add(s2C).sub(s1C.mul(a1));
      s2A = inA.mul(c2).sub(s1A.mul(a2));
      s2B = inB.mul(c2).sub(s1B.mul(a2));
      s2C = inC.mul(c2).sub(s1C.mul(a2));
      s1A = sA;
      s1B = sB;
      s1C = sC;
      midA.mul(d0).add(t1A).intoArray(x, i);
      midB.mul(d0).add(t1B).intoArray(x, i + GROUP);
      midC.mul(d0).add(t1C).intoArray(x, i + 2 * GROUP);
      DoubleVector tA = midA.mul(f1).add(t2A).sub(t1A.mul(e1));
      DoubleVector tB = midB.mul(f1).add(t2B).sub(t1B.mul(e1));
      DoubleVector tC = midC.mul(f1).add(t2C).sub(t1C.mul(e1));
      t2A = midA.mul(f2).sub(t1A.mul(e2));
      t2B = midB.mul(f2).sub(t1B.mul(e2));
      t2C = midC.mul(f2).sub(t1C.mul(e2));
      t1A = tA;
      t1B = tB;
      t1C = tC;
    }
  }

  private static void narrow(
      SectionPair pair, double[] x, double[] levels, int lane, int first, int stride, int count) {
    Section one = pair.first();
    Section two = pair.second();
    double b0 = one.b0();
    double a1 = one.a1();
    double a2 = one.a2();
    double c1 = one.c1();
    double c2 = one.c2();
    double d0 = two.b0();
    double e1 = two.a1();
    double e2 = two.a2();
    double f1 = two.c1();
    double f2 = two.c2();
    DoubleVector in = level(levels, lane);
    DoubleVector s1 = in.mul(one.step1());
    DoubleVector s2 = in.mul(one.step2());
    DoubleVector mid = in.mul(one.gain());
    DoubleVector t1 = mid.mul(two.step1());
    DoubleVector t2 = mid.mul(two.step2());
    for (int n = 0, i = first; n < count; n++, i += stride) {
      in = DoubleVector.fromArray(SPECIES, x, i);
      mid = in.mul(b0).add(s1);
      DoubleVector s = in.mul(c1).add(s2).sub(s1.mul(a1));
      s2 = in.mul(c2).sub(s1.mul(a2));
      s1 = s;
      mid.mul(d0).add(t1).intoArray(x, i);
      DoubleVector t = mid.mul(f1).add(t2).sub(t1.mul(e1));
      t2 = mid.mul(f2).sub(t1.mul(e2));
      t1 = t;
    }
  }

  @Override
  public void convolve(Phase phase, double[] x, double[] y, int lanes) {
    double[] taps = phase.taps();
    int between = phase.down() * lanes;
    int q = 0;
    for (; q + 1 < phase.outputs(); q += 2) {
      int from = (phase.oldest() + q * phase.down()) * lanes;
      int to = (phase.start() + q * phase.up()) * lanes;
      int lane = 0;
      for (; lane + WIDE <= lanes; lane += WIDE) {
        twoSums(taps, x, from + lane, between, lanes, y, to + lane, phase.up() * lanes);
      }
      for (; lane < lanes; lane += GROUP) {
        narrowSum(taps, x, from + lane, lanes, y, to + lane);
        narrowSum(taps, x, from + between + lane, lanes, y, to + phase.up() * lanes + lane);
      }
    }
    for (; q < phase.outputs(); q++) {
      int from = (phase.oldest() + q * phase.down()) * lanes;
      int to = (phase.start() + q * phase.up()) * lanes;
      for (int lane = 0; lane < lanes; lane += GROUP) {
        narrowSum(taps, x, from + lane, lanes, y, to + lane);
      }
    }
  }

  /** Two outputs at once: six sums hide the latency of an addition, three do not. */
  private static void twoSums(
      double[] taps, double[] x, int from, int between, int lanes, double[] y, int to, int apart) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    for (int i = 0, at = from, next = from + between;
        i < taps.length;
        i++, at += lanes, next += lanes) {
      double tap = taps[i];
      a = a.add(DoubleVector.fromArray(SPECIES, x, at).mul(tap));
      b = b.add(DoubleVector.fromArray(SPECIES, x, at + GROUP).mul(tap));
      c = c.add(DoubleVector.fromArray(SPECIES, x, at + 2 * GROUP).mul(tap));
      d = d.add(DoubleVector.fromArray(SPECIES, x, next).mul(tap));
      e = e.add(DoubleVector.fromArray(SPECIES, x, next + GROUP).mul(tap));
      f = f.add(DoubleVector.fromArray(SPECIES, x, next + 2 * GROUP).mul(tap));
    }
    a.intoArray(y, to);
    b.intoArray(y, to + GROUP);
    c.intoArray(y, to + 2 * GROUP);
    d.intoArray(y, to + apart);
    e.intoArray(y, to + apart + GROUP);
    f.intoArray(y, to + apart + 2 * GROUP);
  }

  private static void narrowSum(
      double[] taps, double[] x, int from, int lanes, double[] y, int to) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int i = 0, at = from; i < taps.length; i++, at += lanes) {
      sum = sum.add(DoubleVector.fromArray(SPECIES, x, at).mul(taps[i]));
    }
    sum.intoArray(y, to);
  }
}
