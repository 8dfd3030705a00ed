package org.ecgnat.preprocessing.quality;

/**
 * What was recorded of a lead in one window, from one pass over its samples.
 *
 * @param missing part of the samples that is missing, 0 to 1
 * @param flat part of the recorded samples that stand in runs of one value for a second or longer
 *     (or for the whole window), 0 to 1; 1 where nothing was recorded
 * @param saturated part of the recorded samples that stand in plateaus at the largest or the
 *     smallest value, 0 to 1; 0 where there is but one value
 */
public record SampleRuns(double missing, double flat, double saturated) {
  /** Shorter runs of one value are the tops of waves: seconds, and samples. */
  private static final double PLATEAU_SECONDS = 0.006;

  private static final int PLATEAU_SAMPLES = 3;

  /**
   * The top of a wave is reached in small steps, a rail at the wave's slope: in some plateau by
   * more than this part of the range.
   */
  private static final float STEEP = 0.02f;

  /** Plateaus at one extreme. */
  private static final class Rail {
    private final int sign;
    private float plateau = Float.NEGATIVE_INFINITY;
    private float steepest;
    private int samples;

    Rail(int sign) {
      this.sign = sign;
    }

    /**
     * @param step from the value before the plateau; NaN at the beginning
     */
    void see(float value, int run, float step) {
      float signed = sign * value;
      if (signed < plateau) {
        return;
      }
      boolean first = signed > plateau;
      samples = first ? run : samples + run;
      steepest = Math.max(first ? 0 : steepest, Math.abs(step));
      plateau = signed;
    }

    int samples(float extreme, float range) {
      return plateau == sign * extreme && !(steepest < STEEP * range) ? samples : 0;
    }
  }

  private static final SampleRuns SOUND = new SampleRuns(0, 0, 0);

  /**
   * Like {@link #scan} for samples of which none is missing, and quick where a look at every few of
   * them tells that they are not flat and that no finding would come of plateaus.
   */
  public static SampleRuns ofComplete(float[] raw, int from, int to, double rateHz) {
    return QuickLook.isSound(raw, from, to, rateHz) ? SOUND : scan(raw, from, to, rateHz);
  }

  /**
   * Scans recorded samples.
   *
   * @param raw NaN where missing
   * @param from first sample
   * @param to last sample, exclusive; over {@code from}
   */
  public static SampleRuns scan(float[] raw, int from, int to, double rateHz) {
    int shortestFlat = (int) Math.max(2, Math.min(to - from, Math.ceil(rateHz)));
    int shortestPlateau = (int) Math.max(PLATEAU_SAMPLES, Math.ceil(rateHz * PLATEAU_SECONDS));
    int shortest = Math.min(shortestFlat, shortestPlateau);
    Rail upper = new Rail(1);
    Rail lower = new Rail(-1);
    int missing = 0;
    int flat = 0;
    int run = 0;
    float value = Float.NaN;
    float step = Float.NaN;
    float most = Float.NEGATIVE_INFINITY;
    float least = Float.POSITIVE_INFINITY;
    for (int i = from; i < to; i++) {
      float sample = raw[i];
      if (sample == value) {
        run++;
        continue;
      }
      if (!Float.isFinite(sample)) {
        missing++;
        continue;
      }
      if (run >= shortest) {
        flat += run >= shortestFlat ? run : 0;
        if (run >= shortestPlateau) {
          upper.see(value, run, step);
          lower.see(value, run, step);
        }
      }
      most = sample > most ? sample : most;
      least = sample < least ? sample : least;
      run = 1;
      step = sample - value;
      value = sample;
    }
    int recorded = to - from - missing;
    if (run >= shortestPlateau) {
      upper.see(value, run, step);
      lower.see(value, run, step);
    }
    flat += run >= shortestFlat || run == recorded ? run : 0;
    float range = most - least;
    int saturated = range > 0 ? upper.samples(most, range) + lower.samples(least, range) : 0;
    return new SampleRuns(
        1 - (double) recorded / (to - from),
        recorded == 0 ? 1 : (double) flat / recorded,
        recorded == 0 ? 0 : (double) saturated / recorded);
  }
}
