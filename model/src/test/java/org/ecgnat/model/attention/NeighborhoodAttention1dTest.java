package org.ecgnat.model.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ecgnat.model.TestArrays.array;
import static org.ecgnat.model.TestArrays.assertClose;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.Test;

class NeighborhoodAttention1dTest {
  private static final double TOLERANCE = 1e-4;

  @Test
  void outputsAndGradientsEqualTheGoldenVectors() throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(SharedData.path("golden"))) {
      files = listing.filter(f -> f.getFileName().toString().startsWith("na1d_")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      compare(file.getFileName().toString(), Npz.read(file));
    }
  }

  private static void compare(String file, Npz golden) {
    BandConstants constants =
        new BandConstants(
            (int) golden.get("kernel").scalar(),
            (int) golden.get("dilation").scalar(),
            golden.get("q").shape()[3]);
    List<String> names = List.of("q", "k", "v", "rpb");
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<NDArray> inputs = names.stream().map(name -> array(manager, golden.get(name))).toList();
      Autograd.track(inputs);
      NDArray output =
          Autograd.recording(
              () ->
                  NeighborhoodAttention1d.attention(
                      inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), constants));
      Autograd.backward(output, array(manager, golden.get("grad_out")));
      assertClose(file + " out", output, golden.get("out").values(), TOLERANCE);
      for (int i = 0; i < names.size(); i++) {
        assertClose(
            file + " gradient of " + names.get(i),
            Autograd.gradient(manager, inputs.get(i)).orElseThrow(),
            golden.get("grad_" + names.get(i)).values(),
            TOLERANCE);
      }
    }
  }

  @Test
  void equalsTheDefinitionForRandomShapes() {
    KeyedRandom random = KeyedRandom.of(11, Purpose.ORDER, 0, 0, 0);
    for (int trial = 0; trial < 120; trial++) {
      int length = 1 + random.below(trial % 2 == 0 ? 60 : 400);
      int kernel = 1 + 2 * random.below(trial % 3 == 0 ? 40 : 8);
      int dilation = trial % 5 == 0 ? 1 : 1 + random.below(12);
      NaiveAttention naive =
          NaiveAttention.random(
              random, 1 + random.below(2), 1 + random.below(3), length, 3, kernel);
      try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
        NDArray[] inputs =
            Stream.of(naive.query(), naive.key(), naive.value())
                .map(x -> array(manager, x, naive.batch(), naive.heads(), length, 3))
                .toArray(NDArray[]::new);
        NDArray table = array(manager, naive.table(), naive.heads(), 2L * kernel - 1);
        BandConstants constants = new BandConstants(kernel, dilation, 3);
        assertClose(
            "length %d, kernel %d, dilation %d".formatted(length, kernel, dilation),
            Autograd.withoutRecording(
                () ->
                    NeighborhoodAttention1d.attention(
                        inputs[0], inputs[1], inputs[2], table, constants)),
            naive.output(dilation),
            TOLERANCE);
      }
    }
  }

  @Test
  void blocksStaySmall() {
    for (int length = 1; length <= 2000; length++) {
      BandPlan plan = BandPlan.of(length, 13, 1);
      assertThat(plan.queries()).as("length %d", length).isLessThanOrEqualTo(32);
      assertThat(plan.places() - length).as("length %d", length).isLessThan(32);
    }
  }
}
