package org.ecgnat.preprocessing.synthetic;

/**
 * A place in centimetres or a dipole moment in millivolts, in the heart's frame.
 *
 * @param x towards the left arm
 * @param y towards the feet
 * @param z towards the breast
 */
record Vector3(double x, double y, double z) {
  static final Vector3 ZERO = new Vector3(0, 0, 0);

  Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  double norm() {
    return Math.sqrt(dot(this));
  }

  /** The same direction with length 1. */
  Vector3 unit() {
    return times(1 / norm());
  }

  /** Turns in the frontal plane; a positive angle turns the electrical axis to the right. */
  Vector3 turnedFrontal(double radians) {
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    return new Vector3(cos * x - sin * y, sin * x + cos * y, z);
  }

  /** Turns about the long axis of the body; a positive angle turns left towards the back. */
  Vector3 turnedHorizontal(double radians) {
    double cos = Math.cos(radians);
    double sin = Math.sin(radians);
    return new Vector3(cos * x + sin * z, y, -sin * x + cos * z);
  }
}
