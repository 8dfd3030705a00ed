package org.ecgnat.jobs.training.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedMeanTest {

  @Test
  void weighsByExamples() {
    float[] mean =
        WeightedMean.of(vectors(new float[] {1, 0}, new float[] {4, 3}), new double[] {2, 1});
    assertThat(mean).containsExactly(2, 1);
  }

  @Test
  void sumsAlongATreeInWorkerOrder() {
    // Double precision loses each 1 beside 2⁶⁰; from left to right the last would survive.
    float big = (float) Math.pow(2, 60);
    float[] mean =
        WeightedMean.of(
            vectors(new float[] {big}, new float[] {1}, new float[] {-big}, new float[] {1}),
            new double[] {1, 1, 1, 1});
    assertThat(mean[0]).isZero();
  }

  @Test
  void isTheDoublePrecisionMeanOfManySlices() {
    Random random = new Random(1);
    List<float[]> vectors = new ArrayList<>();
    for (int w = 0; w < 5; w++) {
      float[] vector = new float[200_001];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = random.nextFloat() - 0.5f;
      }
      vectors.add(vector);
    }
    double[] weights = {3, 1, 4, 1, 5};
    float[] mean = WeightedMean.of(vectors(vectors.toArray(float[][]::new)), weights);
    for (int i : new int[] {0, 65_535, 65_536, 200_000}) {
      double expected = 0;
      for (int w = 0; w < 5; w++) {
        expected += weights[w] / 14 * vectors.get(w)[i];
      }
      assertThat((double) mean[i]).isCloseTo(expected, within(1e-8));
    }
    assertThat(WeightedMean.of(vectors(vectors.toArray(float[][]::new)), weights)).isEqualTo(mean);
  }

  @Test
  void refusesWhatCannotBeCombined() {
    assertThatThrownBy(() -> WeightedMean.of(vectors(new float[1]), new double[] {0}))
        .hasMessageContaining("positive");
    assertThatThrownBy(
            () -> WeightedMean.of(vectors(new float[1], new float[2]), new double[] {1, 1}))
        .hasMessageContaining("lengths");
  }

  private static List<FlatVector> vectors(float[]... values) {
    return Arrays.stream(values).map(FlatVector::of).toList();
  }

  @Test
  void movingAverageCompoundsOverTheStepsOfARound() {
    MovingAverage average = new MovingAverage(0.9);
    float[] once = average.after(new float[] {1}, new float[] {0}, 3);
    assertThat(once[0]).isEqualTo((float) Math.pow(0.9, 3));
    assertThatThrownBy(() -> new MovingAverage(1)).hasMessageContaining("between 0 and 1");
  }
}
