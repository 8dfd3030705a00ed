package org.ecgnat.preprocessing.synthetic;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A body: where the electrodes are, and how the heart lies in it. A dipole of moment m at p gives
 * the electrode at e the potential {@code gain · R² · m·(e − p) / |e − p|³}, R the distance of the
 * electrode from the heart's centre: the field of a dipole in an infinite homogeneous conductor
 * (Malmivuo and Plonsey, Bioelectromagnetism, 1995, eq. 8.12), scaled per electrode.
 */
final class Torso {
  private final Vector3[] electrodes = new Vector3[Electrode.COUNT];
  private final double[] scale = new double[Electrode.COUNT];
  private final Map<Region, Vector3> regions = new EnumMap<>(Region.class);
  private final double frontalTurn;
  private final double horizontalTurn;

  private Torso(
      double size,
      Vector3 heartShift,
      Vector3[] electrodeShifts,
      double frontalTurn,
      double horizontalTurn) {
    this.frontalTurn = frontalTurn;
    this.horizontalTurn = horizontalTurn;
    for (Electrode electrode : Electrode.values()) {
      int e = electrode.ordinal();
      double distance = electrode.place().norm();
      electrodes[e] = electrode.place().times(size).minus(heartShift).plus(electrodeShifts[e]);
      // The gain belongs to the nominal place: a shifted electrode sees more or less.
      scale[e] = electrode.gain() * distance * distance;
    }
    for (Region region : Region.values()) {
      regions.put(region, turned(region.place()));
    }
  }

  /** A body of middle size with every electrode in its place. */
  static Torso nominal() {
    Vector3[] shifts = new Vector3[Electrode.COUNT];
    java.util.Arrays.fill(shifts, Vector3.ZERO);
    return new Torso(1, Vector3.ZERO, shifts, 0, 0);
  }

  /** A random body, the heart lying flatter with age. */
  static Torso random(RandomGenerator random, int ageYears) {
    double size = Math.exp(random.nextGaussian(0, 0.05));
    Vector3 heartShift =
        new Vector3(
            random.nextGaussian(0, 0.5), random.nextGaussian(0, 0.6), random.nextGaussian(0, 0.3));
    Vector3[] shifts = new Vector3[Electrode.COUNT];
    for (Electrode electrode : Electrode.values()) {
      double sd = electrode.isLimb() ? 1.5 : 0.6;
      shifts[electrode.ordinal()] =
          new Vector3(
              random.nextGaussian(0, sd),
              random.nextGaussian(0, sd),
              random.nextGaussian(0, sd / 3));
    }
    double frontal = random.nextGaussian(-0.15 - 0.005 * (ageYears - 50), 0.30);
    double horizontal = random.nextGaussian(0, 0.17);
    return new Torso(size, heartShift, shifts, frontal, horizontal);
  }

  /**
   * The potentials of a dipole.
   *
   * @param moment in the heart's own frame, millivolts
   * @return {@code (9)} in the order of {@link Electrode}, millivolts
   */
  double[] potentials(Region region, Vector3 moment) {
    Vector3 turned = turned(moment);
    Vector3 at = regions.get(region);
    double[] potentials = new double[Electrode.COUNT];
    for (int e = 0; e < potentials.length; e++) {
      Vector3 way = electrodes[e].minus(at);
      double distance = way.norm();
      potentials[e] = scale[e] * turned.dot(way) / (distance * distance * distance);
    }
    return potentials;
  }

  private Vector3 turned(Vector3 vector) {
    return vector.turnedFrontal(frontalTurn).turnedHorizontal(horizontalTurn);
  }
}
