package org.ecgnat.preprocessing.synthetic;

/**
 * Where the heart's dipoles sit. Because the regions lie apart and the electrodes near, the leads
 * are more than three independent signals, unlike those of one central dipole.
 */
enum Region {
  SEPTUM(0, 0, 0.3),
  RIGHT_VENTRICLE(-1.5, 0.3, 1.5),
  APEX(1.5, 1.5, 1.0),
  ANTERIOR(0.6, 0.1, 1.6),
  LATERAL(2.0, 0.3, -0.6),
  INFERIOR(0.5, 1.8, -0.4),
  BASE(0.6, -1.2, -1.6),
  RIGHT_ATRIUM(-2.0, -1.5, 0.2),
  LEFT_ATRIUM(-0.2, -1.8, -1.8);

  private final double x;
  private final double y;
  private final double z;

  Region(double x, double y, double z) {
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /** Place from the heart's centre, in centimetres. */
  Vector3 place() {
    return new Vector3(x, y, z);
  }
}
