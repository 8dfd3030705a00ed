package org.ecgnat.model.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.model.training.ParameterLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {

  @Test
  void keepsEveryTypeShapeAndOrder(@TempDir Path folder) throws IOException {
    float[] many = new float[40_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 0.37f - 5;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z", new Tensor.Floats(List.of(200L, 200L), many));
    tensors.put("a", Tensor.Doubles.vector(new double[] {Math.PI, Double.NaN, -0.0}));
    tensors.put("empty", Tensor.Floats.vector(new float[0]));
    tensors.put("scalar", new Tensor.Longs(List.of(), new long[] {Long.MIN_VALUE}));
    Path file = folder.resolve("some.safetensors");

    new SafeTensors(tensors, Map.of("format", "pt")).write(file);
    SafeTensors read = SafeTensors.read(file);

    assertThat(read.tensors().keySet()).containsExactly("z", "a", "empty", "scalar");
    assertThat(read.floats("z").values()).isEqualTo(many);
    assertThat(read.floats("z").shape()).containsExactly(200L, 200L);
    assertThat(((Tensor.Doubles) read.tensors().get("a")).values())
        .isEqualTo(new double[] {Math.PI, Double.NaN, -0.0});
    assertThat(((Tensor.Longs) read.tensors().get("scalar")).values())
        .containsExactly(Long.MIN_VALUE);
    assertThat(read.metadata()).containsEntry("format", "pt");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void cutsWeightsByALayoutAndBack() throws IOException {
    ParameterLayout layout =
        ParameterLayout.of(List.of("w", "b"), List.of(List.of(2L, 2L), List.of(2L)));
    float[] weights = {1, 2, 3, 4, 5, 6};
    SafeTensors cut = SafeTensors.ofWeights(layout, weights, Map.of());

    assertThat(cut.floats("b").values()).containsExactly(5, 6);
    assertThat(cut.toWeights(layout)).isEqualTo(weights);
    assertThatThrownBy(
            () ->
                cut.toWeights(
                    ParameterLayout.of(List.of("w", "c"), List.of(List.of(2L, 2L), List.of(2L)))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Tensor c is missing");
    assertThatThrownBy(
            () -> cut.toWeights(ParameterLayout.of(List.of("w"), List.of(List.of(2L, 2L)))))
        .hasMessageContaining("[b]");
  }

  @Test
  void fillsTensorsThatAreThere() throws IOException {
    ParameterLayout layout =
        ParameterLayout.of(List.of("w", "b"), List.of(List.of(2L, 2L), List.of(2L)));
    byte[] file = bytes(SafeTensors.ofWeights(layout, new float[] {1, 2, 3, 4, 5, 6}, Map.of()));
    float[] target = new float[6];
    fill(file, SafeTensors.ofWeights(layout, target, Map.of()));
    assertThat(target).containsExactly(1, 2, 3, 4, 5, 6);

    Tensor matrix = new Tensor.Floats(List.of(2L, 2L), new float[4]);
    assertThatThrownBy(() -> fill(file, new SafeTensors(Map.of("w", matrix), Map.of())))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("[b]");
    Tensor other = Tensor.Floats.vector(new float[3]);
    assertThatThrownBy(() -> fill(file, new SafeTensors(Map.of("w", matrix, "b", other), Map.of())))
        .hasMessageContaining("Tensor b has the shape [2], the architecture needs [3]");
    Tensor wide = Tensor.Doubles.vector(new double[2]);
    assertThatThrownBy(() -> fill(file, new SafeTensors(Map.of("w", matrix, "b", wide), Map.of())))
        .hasMessageContaining("Tensor b is F32, not F64");
    Tensor vector = Tensor.Floats.vector(new float[2]);
    assertThatThrownBy(
            () ->
                fill(
                    file, new SafeTensors(Map.of("w", matrix, "b", vector, "c", vector), Map.of())))
        .hasMessageContaining("Tensor c is missing");
  }

  private static void fill(byte[] file, SafeTensors target) throws IOException {
    target.fill(new ByteArrayInputStream(file), file.length, "test");
  }

  private static byte[] bytes(SafeTensors tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensors.write(out);
    return out.toByteArray();
  }

  /** The example is laid out by hand from the format's description. */
  @Test
  void readsBytesOfTheSpecification() throws IOException {
    byte[] file =
        file("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}   ", 0, 0, -128, 63);
    assertThat(read(file).floats("x").values()).containsExactly(1f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | shape [2]",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}} | need 0 bytes",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | starts at 4",
        "{\"x\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]}} | type F16",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}} | negative dimension",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[9000000000000000000,4],\"data_offsets\":[0,4]}} | overflow",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}} | lacks a dtype",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}} | lacks a dtype",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"x\":1} | Duplicate field",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} x | no valid JSON",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | b starts at 0",
        "[] | no JSON object",
      })
  void refusesWhatBreaksTheFormat(String header, String why) {
    assertThatThrownBy(() -> read(file(header, 0, 0, 0, 0)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("test is no readable safetensors file")
        .hasMessageContaining(why);
  }

  @Test
  void refusesEveryTruncationAndALyingHeaderLength() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SafeTensors(Map.of("x", Tensor.Longs.vector(1, 2, 3)), Map.of()).write(out);
    byte[] whole = out.toByteArray();
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(ModelFormatException.class);
    }
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    assertThatThrownBy(() -> read(whole)).hasMessageContaining("a header of");
  }

  private static SafeTensors read(byte[] bytes) throws IOException {
    return SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length, "test");
  }

  private static byte[] file(String header, int... data) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(json.length).put(json);
    for (int value : data) {
      file.put((byte) value);
    }
    return file.array();
  }
}
