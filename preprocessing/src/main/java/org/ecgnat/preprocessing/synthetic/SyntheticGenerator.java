package org.ecgnat.preprocessing.synthetic;

import java.util.Locale;
import java.util.OptionalDouble;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Makes recordings of 10 s at 500 Hz. Record {@code i} of a seed is always the same, whatever else
 * is made, in whatever order and on how many threads.
 *
 * <p>The electrode potentials are digitised in steps of 2 µV before leads are taken, so that limb
 * leads are whole microvolts and the laws of Einthoven and Goldberger hold in the written file to
 * the last bit.
 */
public final class SyntheticGenerator {
  /** Samples a second and lead. */
  public static final double SAMPLING_RATE_HZ = 500;

  /** Length of every recording. */
  public static final double SECONDS = 10;

  private static final int SAMPLES = (int) (SAMPLING_RATE_HZ * SECONDS);
  private static final double STEP_MICROVOLTS = 2;

  private final long seed;

  /**
   * A generator.
   *
   * @param seed chooses the set
   */
  public SyntheticGenerator(long seed) {
    this.seed = seed;
  }

  /**
   * Makes a recording.
   *
   * @param index its number, from 0
   */
  public SyntheticRecording recording(long index) {
    Draw draw = Draw.keyed(seed, index);
    Plan plan = Plan.draw(SECONDS, draw);
    double[][] electrodes = HeartSignal.electrodes(plan, SAMPLING_RATE_HZ, SAMPLES);
    ElectrodeNoise.add(electrodes, SAMPLING_RATE_HZ, plan.rhythm().breathsHz(), draw);
    double[][] microvolts = LeadSystem.leads(digitised(electrodes));
    float[][] millivolts = new float[Lead.COUNT][SAMPLES];
    for (int lead = 0; lead < Lead.COUNT; lead++) {
      for (int i = 0; i < SAMPLES; i++) {
        millivolts[lead][i] = (float) (microvolts[lead][i] / 1000);
      }
    }
    return new SyntheticRecording(
        recordKey(index),
        SAMPLING_RATE_HZ,
        millivolts,
        plan.findings(),
        plan.subject().ageYears(),
        plan.subject().sex(),
        plan.rhythm().beats(),
        intervals(plan));
  }

  /** The name of a record, such as {@code s000042}. */
  public static String recordKey(long index) {
    return String.format(Locale.ROOT, "s%06d", index);
  }

  /** The parameters of a recording. */
  Plan plan(long index) {
    return Plan.draw(SECONDS, Draw.keyed(seed, index));
  }

  private static double[][] digitised(double[][] electrodes) {
    double[][] microvolts = new double[electrodes.length][SAMPLES];
    for (int e = 0; e < electrodes.length; e++) {
      for (int i = 0; i < SAMPLES; i++) {
        microvolts[e][i] = STEP_MICROVOLTS * Math.rint(electrodes[e][i] * 1000 / STEP_MICROVOLTS);
      }
    }
    return microvolts;
  }

  private static SyntheticRecording.Intervals intervals(Plan plan) {
    double rr = 60 / plan.rhythm().heartRatePerMinute();
    double pr =
        plan.rhythm().beats().stream()
            .filter(beat -> beat.kind() == Beat.Kind.SINUS)
            .findFirst()
            .map(beat -> beat.pOnsetSeconds().stream().map(p -> beat.qrsOnsetSeconds() - p))
            .orElse(OptionalDouble.empty().stream())
            .findFirst()
            .orElse(Double.NaN);
    return new SyntheticRecording.Intervals(
        plan.rhythm().heartRatePerMinute(),
        pr,
        plan.conducted().qrsSeconds(),
        plan.conducted().qtSeconds(rr));
  }
}
