package org.ecgnat.preprocessing.synthetic;

/** The wall that a coronary artery feeds: where injury currents and lost forces point. */
enum Territory {
  /** Seen best in V1 to V4. */
  ANTERIOR(Region.ANTERIOR, 0.22, -0.05, 0.97),
  /** Seen best in II, III and aVF, its reverse in aVL. */
  INFERIOR(Region.INFERIOR, -0.12, 0.97, -0.18),
  /** Seen best in I, aVL, V5 and V6. */
  LATERAL(Region.LATERAL, 0.95, -0.18, -0.12);

  private final Region region;
  private final double x;
  private final double y;
  private final double z;

  Territory(Region region, double x, double y, double z) {
    this.region = region;
    this.x = x;
    this.y = y;
    this.z = z;
  }

  Region region() {
    return region;
  }

  /** Direction from the cavity to the wall, of length 1. */
  Vector3 outward() {
    return new Vector3(x, y, z).unit();
  }
}
