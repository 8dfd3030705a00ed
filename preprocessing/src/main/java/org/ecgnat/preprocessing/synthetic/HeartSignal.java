package org.ecgnat.preprocessing.synthetic;

import java.util.List;

/** Sums the kernels of all beats at the electrodes. */
final class HeartSignal {
  /** Beyond this many standard deviations a kernel is below a microvolt. */
  private static final double REACH = 4.5;

  private HeartSignal() {}

  /**
   * The heart alone, without noise.
   *
   * @return {@code (9, samples)} in the order of {@link Electrode}, millivolts
   */
  static double[][] electrodes(Plan plan, double samplingRateHz, int samples) {
    double[][] electrodes = new double[Electrode.COUNT][samples];
    Draw draw = plan.beatDraw();
    double phase = draw.uniform(0, 2 * Math.PI);
    double breathTurn = draw.uniform(0.01, 0.06);
    double breathSize = draw.uniform(0.01, 0.05);
    for (Beat beat : plan.rhythm().beats()) {
      double breath =
          Math.sin(2 * Math.PI * plan.rhythm().breathsHz() * beat.qrsOnsetSeconds() + phase);
      double turn = breathTurn * breath;
      double size = (1 + breathSize * breath) * draw.factor(0.015);
      List<Wave> ventricles = plan.ventricles(beat);
      addWaves(electrodes, samplingRateHz, plan, ventricles, beat.qrsOnsetSeconds(), turn, size);
      if (beat.pOnsetSeconds().isPresent()) {
        double onset = beat.pOnsetSeconds().getAsDouble();
        addWaves(electrodes, samplingRateHz, plan, plan.atria(beat).waves(), onset, turn, size);
      }
    }
    if (plan.findings().contains(Diagnosis.AF)) {
      FibrillatoryWaves.add(electrodes, samplingRateHz, plan.torso(), draw);
    }
    return electrodes;
  }

  private static void addWaves(
      double[][] electrodes,
      double rateHz,
      Plan plan,
      List<Wave> waves,
      double onset,
      double turn,
      double size) {
    for (Wave wave : waves) {
      Vector3 moment = wave.moment().turnedFrontal(turn).times(size);
      addWave(electrodes, rateHz, plan.torso(), wave.withMoment(moment), onset);
    }
  }

  /** Adds a kernel whose time zero lies {@code onset} seconds after the first sample. */
  static void addWave(double[][] electrodes, double rateHz, Torso torso, Wave wave, double onset) {
    double[] pattern = torso.potentials(wave.region(), wave.moment());
    int samples = electrodes[0].length;
    double peak = onset + wave.centre();
    int from = (int) Math.max(0, Math.ceil((peak - REACH * wave.rise()) * rateHz));
    int to = (int) Math.min(samples - 1.0, Math.floor((peak + REACH * wave.fall()) * rateHz));
    for (int i = from; i <= to; i++) {
      double value = wave.at(i / rateHz - onset);
      for (int e = 0; e < Electrode.COUNT; e++) {
        electrodes[e][i] += value * pattern[e];
      }
    }
  }
}
