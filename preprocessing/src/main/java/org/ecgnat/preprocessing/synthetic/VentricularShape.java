package org.ecgnat.preprocessing.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One way in which the ventricles depolarise and repolarise.
 *
 * @param qrsSeconds QRS duration
 * @param qtcSeconds QT duration at one beat a second; see {@link #qtSeconds}
 * @param qrs kernels, timed from the QRS onset
 * @param st moments of the ST segment
 * @param t moments of the T wave
 * @param tFallSeconds standard deviation of the T wave's falling limb at one beat a second
 */
record VentricularShape(
    double qrsSeconds,
    double qtcSeconds,
    List<Wave> qrs,
    List<Moment> st,
    List<Moment> t,
    double tFallSeconds) {
  /** The rising limb of a T wave is this much slower than the falling one. */
  private static final double T_SKEW = 1.6;

  VentricularShape {
    qrs = List.copyOf(qrs);
    st = List.copyOf(st);
    t = List.copyOf(t);
  }

  /**
   * QT duration by Fridericia's cube root, the rate correction that the AHA/ACCF/HRS
   * recommendations allow (Rautaharju et al., Circulation 2009;119:e241–e250).
   */
  double qtSeconds(double rrSeconds) {
    return qtcSeconds * Math.cbrt(rrSeconds);
  }

  /** All kernels of a beat that follows the one before it after {@code rrSeconds}. */
  List<Wave> waves(double rrSeconds) {
    double qt = qtSeconds(rrSeconds);
    double stretch = Math.cbrt(rrSeconds);
    List<Wave> waves = new ArrayList<>(qrs);
    for (Moment moment : st) {
      waves.add(
          new Wave(
              moment.region(),
              moment.vector(),
              qrsSeconds + 0.075 * stretch,
              0.038 * stretch,
              0.075 * stretch));
    }
    double fall = tFallSeconds * stretch;
    for (Moment moment : t) {
      waves.add(
          new Wave(moment.region(), moment.vector(), qt - Wave.EDGE * fall, T_SKEW * fall, fall));
    }
    return waves;
  }

  VentricularShape withQrs(UnaryOperator<Wave> change) {
    return new VentricularShape(
        qrsSeconds, qtcSeconds, qrs.stream().map(change).toList(), st, t, tFallSeconds);
  }

  VentricularShape plusQrs(Wave wave) {
    List<Wave> more = new ArrayList<>(qrs);
    more.add(wave);
    return new VentricularShape(qrsSeconds, qtcSeconds, more, st, t, tFallSeconds);
  }

  VentricularShape plusSt(Moment moment) {
    List<Moment> more = new ArrayList<>(st);
    more.add(moment);
    return new VentricularShape(qrsSeconds, qtcSeconds, qrs, more, t, tFallSeconds);
  }

  VentricularShape plusT(Moment moment) {
    List<Moment> more = new ArrayList<>(t);
    more.add(moment);
    return new VentricularShape(qrsSeconds, qtcSeconds, qrs, st, more, tFallSeconds);
  }

  VentricularShape withT(UnaryOperator<Moment> change) {
    return new VentricularShape(
        qrsSeconds, qtcSeconds, qrs, st, t.stream().map(change).toList(), tFallSeconds);
  }
}
