package org.ecgnat.preprocessing.synthetic;

/**
 * A dipole moment at a region, without its course in time.
 *
 * @param region where
 * @param vector millivolts
 */
record Moment(Region region, Vector3 vector) {
  static Moment of(Region region, double x, double y, double z) {
    return new Moment(region, new Vector3(x, y, z));
  }

  Moment times(double factor) {
    return new Moment(region, vector.times(factor));
  }
}
