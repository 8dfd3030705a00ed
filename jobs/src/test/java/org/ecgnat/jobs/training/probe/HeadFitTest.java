package org.ecgnat.jobs.training.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.jobs.LocalSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadFitTest {
  private static final List<String> CLASSES =
      List.of("A", "B", "C", "NEVER", "ALWAYS", "UNASSESSED");
  private static final double PENALTY = 0.02;
  private static final double[] NOTHING = {0, 0, 0, 0, 0};

  @ParameterizedTest
  @CsvSource({"120, 5", "30, 60"})
  void sigmoidsAreWhereThePenalisedLikelihoodIsGreatest(int count, int features) {
    List<WindowFeatures> windows = multiLabel(count, features);
    LinearHead head = fit(windows, true, 2, 200);
    for (int label = 0; label < 3; label++) {
      assertThat(head.weights()[label]).isNotEqualTo(new double[features]);
      assertThat(
              Optimality.ofSigmoid(
                  windows, label, head.weights()[label], head.biases()[label], PENALTY))
          .isLessThan(1e-7);
    }
    assertThat(head.iterations()).isBetween(2, 199);
  }

  @Test
  void aClassWithoutPositivesOrNegativesGetsItsLogOdds() {
    LinearHead head = fit(multiLabel(20, 5), true, 1, 200);
    for (int label = 3; label < 6; label++) {
      assertThat(head.weights()[label]).containsExactly(NOTHING);
    }
    assertThat(head.biases()[3]).isEqualTo(Math.log(0.5 / 20.5));
    assertThat(head.biases()[4]).isEqualTo(Math.log(20.5 / 0.5));
    assertThat(head.biases()[5]).isZero();
    assertThat(head.remarks())
        .hasSize(3)
        .allSatisfy(remark -> assertThat(remark).contains("the same answer everywhere"))
        .anySatisfy(remark -> assertThat(remark).contains("ALWAYS", "none without it"));
  }

  @Test
  void aSoftmaxIsWhereThePenalisedLikelihoodIsGreatest() {
    List<WindowFeatures> windows = new ArrayList<>(singleLabel(120));
    LinearHead whole = fit(windows, false, 2, 200);
    assertThat(
            Optimality.ofSoftmax(
                windows, List.of(0, 1, 2), whole.weights(), whole.biases(), PENALTY))
        .isLessThan(1e-7);
    assertThat(whole.remarks()).hasSize(3);

    // of a source that never looked for C: A there may be anything
    windows.add(
        new WindowFeatures(
            "z",
            new float[] {9, 9, 9, 9},
            new float[] {1, 0, 0, 0, 0, 0},
            new float[] {1, 1, 0, 0, 0, 0}));
    LinearHead masked = fit(windows, false, 2, 200);
    assertThat(masked.weights()).isDeepEqualTo(whole.weights());
    assertThat(masked.biases()).containsExactly(whole.biases());
    assertThat(masked.remarks()).anySatisfy(remark -> assertThat(remark).contains("1 windows"));
  }

  @Test
  void aClassThatNoWindowHasIsUnlikelyBesideTheOthers() {
    List<WindowFeatures> windows = singleLabel(60);
    LinearHead head = fit(windows, false, 1, 200);
    double[] mean = new double[4];
    for (WindowFeatures window : windows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += window.features()[i] / (double) windows.size();
      }
    }
    double others = 0;
    for (int label = 0; label < 3; label++) {
      double logit = head.biases()[label];
      for (int i = 0; i < mean.length; i++) {
        logit += head.weights()[label][i] * mean[i];
      }
      others += Math.exp(logit);
    }
    assertThat(head.weights()[3]).containsOnly(0);
    assertThat(Math.exp(head.biases()[3]) / others).isCloseTo(0.5 / 60.5, within(1e-12));
  }

  @Test
  void oneClassAloneIsLikely() {
    List<WindowFeatures> ones =
        singleLabel(30).stream().filter(window -> window.present()[1] == 1).toList();
    LinearHead head = fit(ones, false, 1, 200);
    assertThat(head.biases()[1]).isZero();
    assertThat(head.biases()[0]).isEqualTo(Math.log(0.5 / (ones.size() + 0.5)));
    assertThat(fit(List.of(), false, 1, 200).biases()).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void dependsOnTheWindowsAlone(boolean multiLabel) {
    List<WindowFeatures> windows = multiLabel ? multiLabel(90, 5) : singleLabel(90);
    LinearHead once = fit(windows, multiLabel, 1, 200);
    List<WindowFeatures> shuffled = new ArrayList<>(windows);
    Collections.shuffle(shuffled, new Random(5));
    LinearHead again = fit(shuffled, multiLabel, 4, 200);
    assertThat(again.weights()).isDeepEqualTo(once.weights());
    assertThat(again.biases()).containsExactly(once.biases());
  }

  @Test
  void saysWhenItHasNotConverged() {
    assertThat(fit(multiLabel(60, 5), true, 1, 2).remarks())
        .contains(
            "The regression of class A has not converged after 2 iterations; raise"
                + " probe.maximumIterations or probe.regularisation");
  }

  private static LinearHead fit(
      List<WindowFeatures> windows, boolean multiLabel, int partitions, int iterations) {
    int features = windows.isEmpty() ? 4 : windows.get(0).features().length;
    var context = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    return new HeadFit(
            LocalSpark.session(), CLASSES, multiLabel, new ProbeSettings(PENALTY, iterations))
        .fit(context.parallelize(windows, partitions), features);
  }

  /** Features of several scales; B was not assessed everywhere, and says nonsense there. */
  private static List<WindowFeatures> multiLabel(int count, int features) {
    Random random = new Random(7);
    List<WindowFeatures> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] x = features(random, features);
      float assessed = i % 3 == 0 ? 0 : 1;
      windows.add(
          new WindowFeatures(
              "w" + i,
              x,
              new float[] {
                present(x[0] + random.nextGaussian()),
                assessed == 0 ? 1 : present(x[1] / 10 - 1 + random.nextGaussian()),
                present(x[0] - x[1] / 10 + random.nextGaussian()),
                0,
                1,
                1
              },
              new float[] {1, assessed, 1, 1, 1, 0}));
    }
    return windows;
  }

  private static List<WindowFeatures> singleLabel(int count) {
    Random random = new Random(8);
    List<WindowFeatures> windows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] x = features(random, 4);
      double noisy = x[0] + random.nextGaussian();
      float[] present = new float[CLASSES.size()];
      present[noisy < -0.5 ? 0 : noisy < 0.7 ? 1 : 2] = 1;
      windows.add(new WindowFeatures("w" + i, x, present, new float[] {1, 1, 1, 1, 1, 1}));
    }
    return windows;
  }

  private static float[] features(Random random, int count) {
    float[] x = new float[count];
    for (int j = 0; j < count; j++) {
      x[j] = (float) (random.nextGaussian() * (j % 2 == 0 ? 1 : 10) + (j % 2 == 0 ? 0 : 10));
    }
    return x;
  }

  private static float present(double logit) {
    return logit > 0 ? 1 : 0;
  }
}
