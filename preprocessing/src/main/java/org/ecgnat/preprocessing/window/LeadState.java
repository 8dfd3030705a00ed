package org.ecgnat.preprocessing.window;

/**
 * What was recorded of a lead in one window.
 *
 * @param missing part of the samples that is missing, 0 to 1
 * @param flat part of the recorded samples that stand in runs of one value for a second or longer
 *     (or for the whole window), 0 to 1; 1 where nothing was recorded
 */
record LeadState(double missing, double flat) {

  /**
   * Scans recorded samples.
   *
   * @param from first sample
   * @param to last sample, exclusive; over {@code from}
   */
  static LeadState scan(float[] raw, int from, int to, double rateHz) {
    int shortestRun = (int) Math.max(2, Math.min(to - from, Math.ceil(rateHz)));
    int recorded = 0;
    int flat = 0;
    int run = 0;
    float value = Float.NaN;
    for (int i = from; i < to; i++) {
      float sample = raw[i];
      if (!Float.isFinite(sample)) {
        continue;
      }
      recorded++;
      if (sample == value) {
        run++;
      } else {
        flat += run >= shortestRun ? run : 0;
        run = 1;
        value = sample;
      }
    }
    flat += run >= shortestRun || run == recorded ? run : 0;
    double flatPart = recorded == 0 ? 1 : (double) flat / recorded;
    return new LeadState(1 - (double) recorded / (to - from), flatPart);
  }

  boolean usable(ConditioningRecipe recipe) {
    return flat < 1 && missing <= recipe.findings().maxMissingFraction();
  }
}
