package org.ecgnat.preprocessing.synthetic;

/**
 * The nine electrodes of a twelve-lead recording.
 *
 * <p>A place is where the electrode lies from the heart's centre, in centimetres; the limbs' are
 * the effective places at the trunk. A gain is the length of the electrode's lead vector at the
 * heart's centre, after the matrix of Dower, Machado and Osborne (On deriving the electrocardiogram
 * from vectorcardiographic leads, Clin Cardiol 1980;3:87–95); it stands for the boundary of the
 * torso, which an infinite conductor lacks.
 */
enum Electrode {
  RA(-15, -14, -3, 0.55),
  LA(12, -18, -3, 0.80),
  LL(0, 30, 0, 1.02),
  V1(-4.5, -0.5, 7, 1.06),
  V2(0.5, -0.5, 7.5, 1.65),
  V3(4.2, 0.8, 6.8, 1.50),
  V4(7.6, 2, 5.2, 1.36),
  V5(11, 2, 0.8, 1.13),
  V6(13.5, 1.5, -3.8, 0.87);

  static final int COUNT = 9;

  private final double x;
  private final double y;
  private final double z;
  private final double gain;

  Electrode(double x, double y, double z, double gain) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.gain = gain;
  }

  /** Nominal place from the heart's centre, in centimetres. */
  Vector3 place() {
    return new Vector3(x, y, z);
  }

  /** Length of the lead vector at the heart's centre, without unit. */
  double gain() {
    return gain;
  }

  boolean isLimb() {
    return ordinal() <= LL.ordinal();
  }
}
