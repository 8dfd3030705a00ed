package org.ecgnat.preprocessing.synthetic;

/**
 * What ischaemia, infarction and hypertrophy do to a ventricular shape. Thresholds that the results
 * straddle: ST elevation of 0.1 mV (0.2 mV in V2, V3) and depression of 0.05 mV, Q waves of 30 ms
 * and 0.1 mV (Thygesen et al., Fourth universal definition of myocardial infarction, Circulation
 * 2018;138:e618–e651); Sokolow and Lyon's and Cornell voltages (Hancock et al., AHA/ACCF/HRS
 * recommendations part V, Circulation 2009;119:e251–e261).
 */
final class Myocardium {
  private Myocardium() {}

  /** Transmural injury: the ST vector points to the wall, the T wave often with it. */
  static VentricularShape elevatedSt(VentricularShape shape, Territory territory, Draw draw) {
    // The chest electrodes lie near the anterior wall and see it larger.
    double near = territory == Territory.ANTERIOR ? 0.55 : 1;
    double injury = near * draw.uniform(0.16, 0.42);
    Vector3 outward = draw.near(territory.outward(), 0.08);
    VentricularShape injured = shape.plusSt(new Moment(territory.region(), outward.times(injury)));
    double tWave = draw.chance(0.3) ? -draw.uniform(0.2, 0.6) : draw.uniform(0.1, 0.7);
    return injured.plusT(new Moment(territory.region(), outward.times(tWave * injury)));
  }

  /** Subendocardial ischaemia: the ST vector points away from the apex and the left wall. */
  static VentricularShape depressedSt(VentricularShape shape, Draw draw) {
    double flattening = draw.uniform(0.2, 1.0);
    return inwardInjury(shape, draw.uniform(0.08, 0.22), draw)
        .withT(moment -> moment.times(1 - 0.8 * flattening));
  }

  /** Slight ST sagging and T flattening that no label names, as many hearts show it. */
  static VentricularShape unspecific(VentricularShape shape, Draw draw) {
    double flattening = draw.uniform(0, 0.4);
    return inwardInjury(shape, draw.uniform(0.01, 0.06), draw)
        .withT(moment -> moment.times(1 - flattening));
  }

  private static VentricularShape inwardInjury(VentricularShape shape, double injury, Draw draw) {
    Vector3 inward = draw.near(new Vector3(-0.72, -0.55, -0.40).unit(), 0.15);
    return shape
        .plusSt(new Moment(Region.APEX, inward.times(0.5 * injury)))
        .plusSt(new Moment(Region.LATERAL, inward.times(0.5 * injury)));
  }

  /** A scar: the wall's forces are gone, so the early vector points away from it. */
  static VentricularShape infarct(VentricularShape shape, Territory territory, Draw draw) {
    double near = territory == Territory.ANTERIOR ? 0.75 : 1;
    double lost = near * draw.uniform(0.40, 0.75);
    double sd = draw.uniform(0.012, 0.016);
    Vector3 away = draw.near(territory.outward(), 0.10).times(-lost);
    VentricularShape scarred =
        shape
            .withQrs(wave -> wave.region() == territory.region() ? wave.scaled(0.55) : wave)
            .plusQrs(Wave.symmetric(territory.region(), away, Wave.EDGE * sd, sd));
    return draw.chance(0.5)
        ? scarred.plusT(
            new Moment(
                territory.region(), territory.outward().times(-near * draw.uniform(0.1, 0.35))))
        : scarred;
  }

  /** More left ventricular mass; in about half the recordings with the strain pattern. */
  static VentricularShape hypertrophy(VentricularShape shape, Draw draw) {
    double mass = draw.uniform(1.3, 1.9);
    VentricularShape thick =
        shape.withQrs(
            wave ->
                switch (wave.region()) {
                  case LATERAL, BASE -> wave.scaled(mass);
                  case APEX -> wave.scaled(0.5 + 0.5 * mass);
                  default -> wave;
                });
    if (draw.chance(0.5)) {
      return thick;
    }
    double strain = draw.uniform(0.4, 1.0);
    return thick
        .withT(
            moment -> moment.region() == Region.ANTERIOR ? moment : moment.times(1 - 1.2 * strain))
        .plusT(Moment.of(Region.LATERAL, -0.20 * strain, -0.04 * strain, 0.10 * strain))
        .plusSt(Moment.of(Region.LATERAL, -0.09 * strain, -0.03 * strain, 0.05 * strain));
  }
}
