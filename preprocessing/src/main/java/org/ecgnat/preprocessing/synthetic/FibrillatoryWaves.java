package org.ecgnat.preprocessing.synthetic;

/**
 * Fibrillatory waves: a sawtooth of slowly wandering frequency and amplitude from each atrium. The
 * form, a fundamental with harmonics whose frequency and amplitude are modulated, is that of Stridh
 * and Sörnmo (Spatiotemporal QRST cancellation techniques for analysis of atrial fibrillation, IEEE
 * Trans Biomed Eng 2001;48:105–111, section III); 4 to 9 Hz.
 */
final class FibrillatoryWaves {
  private static final double LOWEST_HZ = 4;
  private static final double HIGHEST_HZ = 9;

  private FibrillatoryWaves() {}

  /**
   * Adds the waves.
   *
   * @param electrodes {@code (9, samples)} in millivolts, changed
   */
  static void add(double[][] electrodes, double samplingRateHz, Torso torso, Draw draw) {
    double size = draw.uniform(0.025, 0.085);
    double frequency = draw.normal(6.2, 0.9, LOWEST_HZ + 0.6, HIGHEST_HZ - 0.6);
    source(
        electrodes,
        samplingRateHz,
        torso.potentials(
            Region.RIGHT_ATRIUM, draw.near(new Vector3(0.2, 0.55, 0.75), 0.25).times(size)),
        frequency,
        draw);
    source(
        electrodes,
        samplingRateHz,
        torso.potentials(
            Region.LEFT_ATRIUM, draw.near(new Vector3(0.4, 0.5, -0.4), 0.4).times(0.6 * size)),
        Math.min(HIGHEST_HZ - 0.5, frequency * draw.uniform(1.0, 1.15)),
        draw);
  }

  private static void source(
      double[][] electrodes, double rateHz, double[] pattern, double frequency, Draw draw) {
    int samples = electrodes[0].length;
    double second = draw.uniform(0.2, 0.5);
    double third = draw.uniform(0.05, 0.2);
    double swell = draw.uniform(0.15, 0.5);
    double swellHz = draw.uniform(0.1, 0.6);
    double swellPhase = draw.uniform(0, 2 * Math.PI);
    double phase = draw.uniform(0, 2 * Math.PI);
    double wander = 0;
    double step = 1.6 * Math.sqrt(1 / rateHz);
    for (int i = 0; i < samples; i++) {
      // an Ornstein-Uhlenbeck walk of the frequency with a time constant of half a second
      wander += -2 * wander / rateHz + step * draw.random().nextGaussian();
      double hz = Math.max(LOWEST_HZ, Math.min(HIGHEST_HZ, frequency + wander));
      phase += 2 * Math.PI * hz / rateHz;
      double amplitude = 1 + swell * Math.sin(2 * Math.PI * swellHz * i / rateHz + swellPhase);
      double value =
          amplitude
              * (Math.sin(phase) + second * Math.sin(2 * phase) + third * Math.sin(3 * phase));
      for (int e = 0; e < Electrode.COUNT; e++) {
        electrodes[e][i] += value * pattern[e];
      }
    }
  }
}
