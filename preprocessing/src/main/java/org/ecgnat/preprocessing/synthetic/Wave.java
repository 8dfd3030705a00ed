package org.ecgnat.preprocessing.synthetic;

/**
 * One Gaussian kernel of a regional dipole: the closed form of one term of McSharry's dynamical
 * model without its leak (McSharry, Clifford, Tarassenko, Smith: A dynamical model for generating
 * synthetic electrocardiogram signals, IEEE Trans Biomed Eng 2003;50:289–294, eq. 1), with a moment
 * in three dimensions after Sameni, Clifford, Jutten, Shamsollahi (Multichannel ECG and noise
 * modeling, EURASIP J Adv Signal Process 2007:43407, eq. 4), here one for each region, and with two
 * widths, because a T wave rises more slowly than it falls.
 *
 * @param region where the dipole sits
 * @param moment its moment at the peak, in millivolts as the heart's centre would show them
 * @param centre time of the peak from the beat's QRS onset, in seconds
 * @param rise standard deviation before the peak, in seconds
 * @param fall standard deviation after the peak, in seconds
 */
record Wave(Region region, Vector3 moment, double centre, double rise, double fall) {
  /** Standard deviations from the peak to where a wave counts as begun or ended. */
  static final double EDGE = 2.4;

  static Wave symmetric(Region region, Vector3 moment, double centre, double sd) {
    return new Wave(region, moment, centre, sd, sd);
  }

  Wave scaled(double factor) {
    return new Wave(region, moment.times(factor), centre, rise, fall);
  }

  Wave withMoment(Vector3 newMoment) {
    return new Wave(region, newMoment, centre, rise, fall);
  }

  /** The same kernel on another time scale. */
  Wave stretched(double factor) {
    return new Wave(region, moment, centre * factor, rise * factor, fall * factor);
  }

  /** Value between 0 and 1 at a time from the QRS onset. */
  double at(double seconds) {
    double z = (seconds - centre) / (seconds < centre ? rise : fall);
    return Math.exp(-0.5 * z * z);
  }
}
