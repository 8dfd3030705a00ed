package org.ecgnat.preprocessing.synthetic;

import java.util.List;

/** Premature ventricular beats: activation spreads slowly, cell by cell, away from a focus. */
enum EctopicFocus {
  /** Right outflow tract: like left bundle branch block with an axis downwards. */
  RIGHT_OUTFLOW(0.35, 0.85, -0.55),
  /** Right ventricular apex: like left bundle branch block with an axis upwards. */
  RIGHT_APEX(0.70, -0.60, -0.70),
  /** Left ventricle, behind and below: like right bundle branch block. */
  LEFT_POSTERIOR(-0.25, -0.75, 0.85),
  /**
   * Left ventricle, at the base in front: like right bundle branch block with an axis downwards.
   */
  LEFT_ANTERIOR(-0.30, 0.85, 0.70);

  private final double x;
  private final double y;
  private final double z;

  EctopicFocus(double x, double y, double z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /** The shape of this focus's beats in one recording. */
  VentricularShape shape(Draw draw) {
    double qrs = draw.normal(0.150, 0.012, 0.128, 0.182);
    Vector3 main = draw.near(new Vector3(x, y, z).unit(), 0.12).times(draw.uniform(1.1, 1.9));
    Vector3 early = draw.near(main, 0.3).times(0.45);
    Vector3 late = draw.near(main, 0.35).times(draw.uniform(0.3, 0.6));
    double peak = draw.uniform(0.44, 0.54);
    Region side = x > 0 ? Region.LATERAL : Region.RIGHT_VENTRICLE;
    List<Wave> waves =
        List.of(
            Wave.symmetric(Region.SEPTUM, early, (peak - 0.19) * qrs, 0.10 * qrs),
            Wave.symmetric(side, main, peak * qrs, 0.115 * qrs),
            Wave.symmetric(Region.BASE, late, (peak + 0.21) * qrs, 0.105 * qrs));
    Vector3 opposite = draw.near(main, 0.1).times(-1);
    return new VentricularShape(
        qrs,
        draw.uniform(0.43, 0.47),
        waves,
        List.of(new Moment(Region.SEPTUM, opposite.times(0.10))),
        List.of(new Moment(Region.SEPTUM, opposite.times(draw.uniform(0.24, 0.38)))),
        draw.uniform(0.040, 0.048));
  }
}
