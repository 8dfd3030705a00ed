package org.ecgnat.jobs.training.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OuterStepTest {

  @Test
  void withoutMomentumItIsParameterAveraging() {
    float[] weights = {1, -2};
    float[] delta = {0.5f, 0.25f};
    OuterStep.MEAN.take(weights, OuterStep.MEAN.still(2), delta);
    assertThat(delta).containsExactly(1.5f, -1.75f);
    assertThat(weights).containsExactly(1, -2);
    assertThat(OuterStep.MEAN.still(2)).isEmpty();
  }

  @Test
  void twoStepsByHand() {
    OuterStep step = new OuterStep(0.5, 0.9);
    float[] velocity = step.still(1);
    float[] first = {1};
    step.take(new float[] {1}, velocity, first);
    // v = 1, w = 1 + 0.5 (1 + 0.9)
    assertThat(first[0]).isCloseTo(1.95f, within(1e-6f));
    float[] second = {0.5f};
    step.take(first, velocity, second);
    // v = 1.4, w = 1.95 + 0.5 (0.5 + 1.26)
    assertThat(second[0]).isCloseTo(2.83f, within(1e-6f));
    assertThat(velocity[0]).isCloseTo(1.4f, within(1e-6f));
  }

  /**
   * The form in which Nesterov momentum is usually proved: y looks ahead of x by the momentum, x
   * follows the gradient at y. The step keeps y.
   */
  @Test
  void isNesterovsMethodOnAQuadratic() {
    double rate = 0.05;
    double momentum = 0.9;
    OuterStep step = new OuterStep(rate, momentum);
    double[] curvature = {0.3, 1, 4, 9};
    Random random = new Random(2);
    float[] weights = new float[4];
    double[] x = new double[4];
    double[] y = new double[4];
    for (int i = 0; i < 4; i++) {
      weights[i] = (float) random.nextGaussian();
      x[i] = weights[i];
      y[i] = weights[i];
    }
    float[] velocity = step.still(4);
    for (int round = 0; round < 50; round++) {
      float[] delta = new float[4];
      for (int i = 0; i < 4; i++) {
        delta[i] = (float) (-curvature[i] * weights[i]);
        double next = y[i] - rate * curvature[i] * y[i];
        y[i] = next + momentum * (next - x[i]);
        x[i] = next;
      }
      step.take(weights, velocity, delta);
      weights = delta;
      for (int i = 0; i < 4; i++) {
        assertThat((double) weights[i]).isCloseTo(y[i], within(1e-5));
      }
    }
  }
}
