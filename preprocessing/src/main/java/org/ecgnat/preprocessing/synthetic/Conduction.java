package org.ecgnat.preprocessing.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * How the ventricles are activated: normally, or with a blocked bundle branch. The order of
 * activation (septum from left to right, apex, left free wall, base) and what a block does to it
 * follow Durrer et al., Total excitation of the isolated human heart, Circulation 1970;41:899–912,
 * and the criteria of Surawicz et al., AHA/ACCF/HRS recommendations part III, Circulation
 * 2009;119:e235–e240.
 */
final class Conduction {
  private Conduction() {}

  /** Normal conduction. */
  static VentricularShape normal(Draw draw) {
    double qrs = draw.normal(0.090, 0.008, 0.074, 0.108);
    double size = draw.factor(0.22);
    return new VentricularShape(
        qrs,
        qtc(draw),
        activation(draw, qrs, size),
        List.of(earlyT(draw)),
        repolarisation(draw),
        fall(draw));
  }

  /** Complete left bundle branch block: the septum and the left wall follow from the right. */
  static VentricularShape leftBranchBlock(Draw draw) {
    double qrs = draw.normal(0.142, 0.012, 0.124, 0.175);
    double size = draw.factor(0.18);
    double notch = draw.uniform(0.22, 0.31);
    List<Wave> parts =
        List.of(
            part(draw, Moment.of(Region.RIGHT_VENTRICLE, 0.10, 0.05, 0.16), 0.17, 0.068),
            part(draw, Moment.of(Region.SEPTUM, 0.35, 0.25, -0.35), 0.32, 0.095),
            part(draw, Moment.of(Region.LATERAL, 0.60, 0.15, -0.80), 0.46, 0.115),
            part(draw, Moment.of(Region.LATERAL, 0.66, 0.02, -0.80), 0.46 + notch, 0.105),
            part(draw, Moment.of(Region.BASE, 0.10, -0.15, -0.25), 0.82, 0.072));
    List<Wave> waves = stretched(parts, qrs, size);
    List<Moment> st = List.of(near(draw, Moment.of(Region.SEPTUM, -0.07, -0.01, 0.13), size));
    List<Moment> t = List.of(near(draw, Moment.of(Region.SEPTUM, -0.22, 0.00, 0.38), size));
    return new VentricularShape(qrs, qtc(draw) + 0.8 * (qrs - 0.09), waves, st, t, fall(draw));
  }

  /** Complete right bundle branch block: the left side as ever, the right side late. */
  static VentricularShape rightBranchBlock(Draw draw) {
    double qrs = draw.normal(0.136, 0.010, 0.123, 0.165);
    double size = draw.factor(0.22);
    double leftQrs = draw.uniform(0.080, 0.092);
    List<Wave> waves = new ArrayList<>(activation(draw, leftQrs, size));
    double sd = draw.uniform(0.0140, 0.0185);
    waves.add(
        Wave.symmetric(
            Region.RIGHT_VENTRICLE,
            draw.near(new Vector3(-0.42, -0.06, 0.36), 0.15).times(size * draw.factor(0.2)),
            qrs - Wave.EDGE * sd,
            sd));
    List<Moment> t = new ArrayList<>(repolarisation(draw));
    t.add(near(draw, Moment.of(Region.RIGHT_VENTRICLE, 0.06, 0.02, -0.32), size));
    return new VentricularShape(
        qrs, qtc(draw) + 0.8 * (qrs - 0.09), waves, List.of(), t, fall(draw));
  }

  private static List<Wave> activation(Draw draw, double qrs, double size) {
    List<Wave> parts =
        List.of(
            part(draw, Moment.of(Region.SEPTUM, -0.15, -0.08, 0.12), 0.20, 0.075),
            part(draw, Moment.of(Region.RIGHT_VENTRICLE, 0.04, 0.04, 0.13), 0.31, 0.085),
            part(draw, Moment.of(Region.APEX, 0.48, 0.36, 0.28), 0.42, 0.095),
            part(draw, Moment.of(Region.LATERAL, 0.78, 0.34, -0.80), 0.54, 0.100),
            part(draw, Moment.of(Region.BASE, -0.10, -0.12, -0.46), 0.74, 0.095));
    return stretched(parts, qrs, size);
  }

  private static List<Moment> repolarisation(Draw draw) {
    double size = draw.factor(0.25);
    return List.of(
        near(draw, Moment.of(Region.APEX, 0.05, 0.08, 0.02), size),
        near(draw, Moment.of(Region.LATERAL, 0.20, 0.09, 0.00), size),
        near(draw, Moment.of(Region.ANTERIOR, -0.01, 0.02, 0.17), size));
  }

  /** The T wave begins early in front, which lifts ST in V2 and V3 a little. */
  private static Moment earlyT(Draw draw) {
    return Moment.of(Region.ANTERIOR, 0, 0, draw.uniform(0, 0.09));
  }

  private static double qtc(Draw draw) {
    return draw.normal(0.415, 0.013, 0.392, 0.445);
  }

  private static double fall(Draw draw) {
    return draw.normal(0.039, 0.003, 0.032, 0.046);
  }

  private static Moment near(Draw draw, Moment moment, double size) {
    return new Moment(moment.region(), draw.near(moment.vector(), 0.12).times(size));
  }

  /** A kernel near a moment; peak and width are shares of the QRS duration. */
  private static Wave part(Draw draw, Moment moment, double centre, double sd) {
    return Wave.symmetric(moment.region(), draw.near(moment.vector(), 0.10), centre, sd);
  }

  private static List<Wave> stretched(List<Wave> parts, double qrs, double size) {
    return parts.stream().map(part -> part.stretched(qrs).scaled(size)).toList();
  }
}
