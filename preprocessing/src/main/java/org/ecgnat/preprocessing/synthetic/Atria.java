package org.ecgnat.preprocessing.synthetic;

import java.util.List;

/**
 * A P wave: the right atrium first, then the left, so that V1 shows both signs.
 *
 * @param durationSeconds P duration
 * @param waves kernels, timed from the P onset
 */
record Atria(double durationSeconds, List<Wave> waves) {
  /** Copies the list. */
  Atria {
    waves = List.copyOf(waves);
  }

  /** Activation from the sinus node: downwards and to the left. */
  static Atria sinus(Draw draw) {
    double size = draw.factor(0.25);
    return spread(
        draw,
        draw.near(new Vector3(0.038, 0.055, 0.018), 0.12).times(size),
        draw.near(new Vector3(0.055, 0.026, -0.048), 0.12).times(size));
  }

  /** Activation from elsewhere in the atria, as in premature atrial beats. */
  static Atria ectopic(Draw draw) {
    Vector3 low = draw.oneOf(new Vector3(0.05, -0.09, 0.03), new Vector3(-0.06, 0.07, 0.05));
    return spread(draw, draw.near(low, 0.3), draw.near(low, 0.4).times(0.6));
  }

  private static Atria spread(Draw draw, Vector3 right, Vector3 left) {
    double duration = draw.normal(0.100, 0.007, 0.082, 0.116);
    double sd = 0.135 * duration;
    return new Atria(
        duration,
        List.of(
            Wave.symmetric(Region.RIGHT_ATRIUM, right, Wave.EDGE * sd, sd),
            Wave.symmetric(Region.LEFT_ATRIUM, left, duration - Wave.EDGE * sd, sd)));
  }
}
