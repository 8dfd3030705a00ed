package org.ecgnat.preprocessing.quality;

/**
 * The limits beyond which something is a finding. What is measured follows the sources; the numbers
 * were set on the 344 recordings among the first 500 of PTB-XL in which its annotators noted no
 * noise, so that clean signals stay below.
 *
 * <p>Sources: the acceptability checks of the PhysioNet/CinC Challenge 2011 (Silva, Moody, Celi,
 * "Improving the quality of ECGs collected using mobile phones", Computing in Cardiology 38, 2011;
 * Clifford et al., "Signal quality indices and data fusion for determining clinical acceptability
 * of electrocardiograms", Physiol. Meas. 33, 2012: flat line, base line and spectral indices);
 * Redmond et al., "Electrocardiogram signal quality measures for unsupervised telehealth
 * environments", Physiol. Meas. 33, 2012 (contact with the rails, high-frequency masks); Zhao and
 * Zhang, "SQI quality evaluation mechanism of single-lead ECG signal", Front. Physiol. 9:727, 2018
 * (relative power of the base line); Johannesen and Galeotti, "Automatic ECG quality scoring
 * methodology: mimicking human annotators", Physiol. Meas. 33, 2012 (scores of base line, mains and
 * high-frequency noise in amplitudes).
 */
final class QualityLimits {
  /** Part of the samples at an extreme: 0.1 s of 10 s, more than the top of a T wave takes. */
  static final double SATURATED = 0.01;

  static final double SATURATED_SEVERE = 0.05;

  /** Median peak-to-peak of 2 s in mV; aVL across the heart's axis still has 0.2. */
  static final double SMALLEST_AMPLITUDE = 0.1;

  static final double SMALLEST_AMPLITUDE_SEVERE = 0.02;
  static final double LARGEST_AMPLITUDE = 10;
  static final double LARGEST_AMPLITUDE_SEVERE = 20;

  /** RMS in mV; an eye sees it on paper at 10 mm/mV from about there. */
  static final double HUM = 0.01;

  static final double HUM_SEVERE = 0.2;

  /** RMS as a part of the median peak-to-peak, where the amplitude is unknown. */
  static final double RELATIVE_HUM = 0.01;

  static final double RELATIVE_HUM_SEVERE = 0.2;

  /** The hum's phasor against its spread from 0.1 s to 0.1 s, which neighbouring lines make. */
  static final double HUM_TO_NEIGHBOURS = 2;

  /** Peak-to-peak of the mean over 1 s, in mV. */
  static final double WANDER = 1;

  static final double WANDER_SEVERE = 4;

  /** RMS in mV of white noise that would measure the same. */
  static final double MUSCLE = 0.025;

  static final double MUSCLE_SEVERE = 0.1;

  /** Jump in mV between the medians of 0.8 s before and after. */
  static final double JUMP = 1;

  static final double JUMP_SEVERE = 3;

  /** What either side of a jump may itself drift, as a part of the jump: else it is wander. */
  static final double DRIFT_OF_JUMP = 0.3;

  /** Height of a spike in mV at 500 Hz and above; a steep R wave bends by less in 2 ms. */
  static final double SPIKE = 0.5;

  /** Median over leads of the QRS amplitude in mV. */
  static final double SMALLEST_QRS = 0.02;

  static final double LARGEST_QRS = 20;

  /** The largest of 717 recordings of PTB-XL, CPSC 2018 and CinC 2021 is 2.9 mV. */
  static final double BELIEVED_QRS = 3.25;

  /** After a factor of 1000 the QRS must lie within these to be believed, in mV. */
  static final double BELIEVABLE_QRS_FROM = 0.1;

  static final double BELIEVABLE_QRS_TO = 10;

  /** RMS of what violates Einthoven's law: in mV, and as a part of the largest limb lead's RMS. */
  static final double EINTHOVEN = 0.01;

  static final double EINTHOVEN_RELATIVE = 0.05;

  /** Two leads are one where what remains of one after the other is less than 0.5 % of it. */
  static final double DUPLICATE_CORRELATION = 1 - 0.5 * 0.005 * 0.005;

  /** An interchange is suspected where undoing it leaves less than this of the residual. */
  static final double REVERSAL_RESIDUAL = 0.75;

  /** Part off the dipole's plane below which nothing can be wrong; real recordings have 0.03 up. */
  static final double IN_ORDER_RESIDUAL = 0.01;

  /** Correlation of I with V6 below which the arms are suspected if amplitudes are unknown. */
  static final double ARM_CORRELATION = -0.5;

  private QualityLimits() {}
}
