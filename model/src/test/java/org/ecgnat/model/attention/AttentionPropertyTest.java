package org.ecgnat.model.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;

/**
 * The block-banded attention against its definition, computed token by token in double precision,
 * and its gradients against finite differences. Lengths below kernel times dilation, of one token
 * and of many blocks come up.
 */
class AttentionPropertyTest {
  private static final double STEP = 1e-5;

  record Case(int length, int kernel, int dilation, int heads, int dimension, int seed) {
    NaiveAttention naive() {
      KeyedRandom random = KeyedRandom.of(seed, Purpose.ORDER, 0, 0, 0);
      return NaiveAttention.random(random, 1 + seed % 2, heads, length, dimension, kernel);
    }

    BandConstants constants() {
      return new BandConstants(kernel, dilation, dimension);
    }
  }

  @Provide
  Arbitrary<Case> longOnes() {
    return cases(400, 40);
  }

  @Provide
  Arbitrary<Case> shortOnes() {
    return cases(90, 16);
  }

  private static Arbitrary<Case> cases(int longest, int widest) {
    return Combinators.combine(
            Arbitraries.integers().between(1, longest),
            Arbitraries.integers().between(0, widest).map(half -> 2 * half + 1),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(1, 5),
            Arbitraries.integers().between(0, 1 << 20))
        .as(Case::new);
  }

  @Property(tries = 300)
  void outputsEqualTheDefinition(@ForAll("longOnes") Case shape) {
    NaiveAttention naive = shape.naive();
    double[] expected = naive.output(shape.dilation());
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
        List<NDArray> inputs =
            inputs(manager, naive).stream().map(input -> input.toType(type, false)).toList();
        NDArray output = Autograd.withoutRecording(() -> attention(inputs, shape.constants()));
        assertThat(output.getDataType()).isEqualTo(type);
        double tolerance = type == DataType.FLOAT64 ? 1e-12 : 1e-5;
        assertThat(largestDifference(output.toType(DataType.FLOAT64, true), expected))
            .isLessThan(tolerance);
      }
    }
  }

  @Property(tries = 200)
  void gradientsEqualFiniteDifferences(@ForAll("shortOnes") Case shape) {
    NaiveAttention naive = shape.naive();
    KeyedRandom random = KeyedRandom.of(shape.seed(), Purpose.MASK, 0, 0, 0);
    BandConstants constants = shape.constants();
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> inputs = inputs(manager, naive);
      NDArray upstream = gaussians(manager, random, inputs.get(0).getShape());
      Autograd.track(inputs);
      NDArray output = Autograd.recording(() -> attention(inputs, constants));
      Autograd.backward(output, upstream);
      for (int i = 0; i < inputs.size(); i++) {
        NDArray gradient = Autograd.gradient(manager, inputs.get(i)).orElseThrow();
        NDArray direction = gaussians(manager, random, gradient.getShape());
        int moved = i;
        double slope =
            Autograd.withoutRecording(
                () ->
                    (along(inputs, moved, direction, STEP, constants, upstream)
                            - along(inputs, moved, direction, -STEP, constants, upstream))
                        / (2 * STEP));
        double expected = gradient.mul(direction).sum().getDouble();
        double scale = gradient.norm().getDouble() * direction.norm().getDouble();
        assertThat(slope).as("input %d", i).isEqualTo(expected, within(1e-6 * Math.max(1, scale)));
      }
    }
  }

  /** The sum of outputs times {@code upstream} where one input has moved along a direction. */
  private static double along(
      List<NDArray> inputs,
      int moved,
      NDArray direction,
      double step,
      BandConstants constants,
      NDArray upstream) {
    List<NDArray> there = new ArrayList<>(inputs);
    there.set(moved, inputs.get(moved).add(direction.mul(step)));
    return attention(there, constants).mul(upstream).sum().getDouble();
  }

  private static NDArray attention(List<NDArray> inputs, BandConstants constants) {
    return NeighborhoodAttention1d.attention(
        inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), constants);
  }

  /** Query, key, value and position bias in double precision. */
  private static List<NDArray> inputs(NDManager manager, NaiveAttention naive) {
    Shape tokens = new Shape(naive.batch(), naive.heads(), naive.length(), naive.dimension());
    return List.of(
        manager.create(naive.query(), tokens),
        manager.create(naive.key(), tokens),
        manager.create(naive.value(), tokens),
        manager.create(naive.table(), new Shape(naive.heads(), 2L * naive.kernel() - 1)));
  }

  private static NDArray gaussians(NDManager manager, KeyedRandom random, Shape shape) {
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.gaussian();
    }
    return manager.create(values, shape);
  }

  private static double largestDifference(NDArray actual, double[] expected) {
    double[] values = actual.toDoubleArray();
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i] - expected[i]));
    }
    return largest;
  }
}
