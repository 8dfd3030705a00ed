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
  void blocksStaySmall() {
    for (int length = 1; length <= 2000; length++) {
      BandPlan plan = BandPlan.of(length, 13, 1);
      assertThat(plan.queries()).as("length %d", length).isLessThanOrEqualTo(40);
      assertThat(plan.places() - length).as("length %d", length).isLessThan(40);
    }
  }
}
