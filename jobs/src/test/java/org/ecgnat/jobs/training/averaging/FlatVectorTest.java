package org.ecgnat.jobs.training.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatVectorTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 32_769, 100_000})
  void travelsAsItIs(int length) throws Exception {
    float[] values = values(length, 1);
    FlatVector singles = FlatVector.of(values);
    byte[] wire = serialized(singles);
    assertThat(wire.length - 4 * length).isBetween(0, 400 + length / 40);
    assertThat(deserialized(wire).values()).isEqualTo(values);

    FlatVector halves = FlatVector.halves(values);
    wire = serialized(halves);
    assertThat(wire.length - 2 * length).isBetween(0, 400 + length / 40);
    assertThat(deserialized(wire).values()).isEqualTo(halves.values());
    assertThat(deserialized(wire).length()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-6, 0.03, 1, 70_000, 1e30})
  void halvesAreCloseAtAnyScale(double scale) {
    float[] values = values(20_000, scale);
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    float[] rounded = FlatVector.halves(values).values();
    for (int i = 0; i < values.length; i++) {
      double bound = Math.max(Math.scalb(Math.abs(values[i]), -11), Math.scalb(largest, -39));
      assertThat(Math.abs((double) rounded[i] - values[i])).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void halvesKeepZerosAndWhatIsNotFinite() {
    assertThat(FlatVector.halves(new float[3]).values()).containsExactly(0, 0, 0);
    float[] broken = {1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertThat(FlatVector.halves(broken).values()).isEqualTo(broken);
  }

  @Test
  void slicesAreThePartsOfTheWhole() {
    float[] values = values(1000, 3);
    for (FlatVector vector : new FlatVector[] {FlatVector.of(values), FlatVector.halves(values)}) {
      float[] whole = vector.values();
      assertThat(vector.slice(130, 777).values()).isEqualTo(Arrays.copyOfRange(whole, 130, 777));
      assertThat(vector.get(130)).isEqualTo(whole[130]);
    }
  }

  /** Over twenty powers of two, like a network's movements. */
  private static float[] values(int length, double scale) {
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (scale * random.nextGaussian() * Math.scalb(1f, -random.nextInt(20)));
    }
    return values;
  }

  private static byte[] serialized(FlatVector vector) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(vector);
    }
    return bytes.toByteArray();
  }

  private static FlatVector deserialized(byte[] wire) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(wire))) {
      return (FlatVector) in.readObject();
    }
  }
}
