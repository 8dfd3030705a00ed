package org.ecgnat.model.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ecgnat.model.TestArrays.array;
import static org.ecgnat.model.TestArrays.assertClose;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ecgnat.model.classification.CrossEntropy;
import org.ecgnat.model.classification.EcgClassifier;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.pretraining.MaskedAutoencoder;
import org.ecgnat.model.pretraining.ReconstructionLoss;
import org.ecgnat.model.pretraining.ReconstructionLoss.Normalization;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Crops;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tiny network equals the same network in eager PyTorch, written independently: outputs, losses
 * and every parameter's gradient, with its weights loaded by name.
 */
class PeerEqualityTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final double TOLERANCE = 1e-4;
  private static final EcgNatConfig TINY =
      new EcgNatConfig(12, 1000, 100, 32, List.of(2, 2, 4, 2), 13, List.of(1, 1, 1, 1), 16, 3, 0);

  private static Npz peer;

  @BeforeAll
  static void runPeer(@TempDir Path folder)
      throws IOException, InterruptedException, URISyntaxException {
    Path peerFolder = SharedData.path("peer");
    assumeTrue(
        new File(PYTHON).canExecute() && run(folder, PYTHON, "-c", "import numpy, torch") == 0,
        "skipped: " + PYTHON + " with torch is absent (apt-get install python3-torch)");
    Path script = Path.of(PeerEqualityTest.class.getResource("/peer/peer_reference.py").toURI());
    Path output = folder.resolve("peer.npz");
    int status =
        run(folder, PYTHON, script.toString(), peerFolder.toString(), output.toString(), "3");
    assertThat(status).as(() -> log(folder)).isZero();
    peer = Npz.read(output);
  }

  @Test
  void autoencoderHasTheSameLossAndGradients() {
    MaskedAutoencoder autoencoder = new MaskedAutoencoder(TINY);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      load(manager, autoencoder, "autoencoder/");
      NDArray signal = array(manager, peer.get("signal"));
      List<NDArray> stages =
          autoencoder.encoder().stageOutputs(signal, Optional.empty(), Pass.overBoundArrays());
      for (int i = 0; i < stages.size(); i++) {
        assertClose("stage " + i, stages.get(i), peer.get("stage" + i).values(), TOLERANCE);
      }

      Npz.Array mask = peer.get("mask");
      NDArray loss =
          Autograd.recording(
              () ->
                  new ReconstructionLoss(32, 0.1)
                      .loss(
                          autoencoder.reconstruct(
                              signal,
                              array(manager, mask),
                              Optional.empty(),
                              Pass.overBoundArrays()),
                          signal,
                          weights(manager, mask)));
      assertThat((double) loss.getFloat()).isEqualTo(peer.get("loss").scalar(), within(TOLERANCE));
      Autograd.backward(loss);
      assertGradients(manager, autoencoder, "autoencoder-gradient/");
    }
  }

  @Test
  void classifierHasTheSameLogitsAndGradients() {
    EcgClassifier classifier = new EcgClassifier(TINY, 5, 0, Crops.NONE);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      load(manager, classifier, "classifier/");
      NDArray signal = array(manager, peer.get("signal"));
      NDArray logits = Autograd.recording(() -> classifier.apply(signal, Pass.overBoundArrays()));
      assertClose("logits", logits, peer.get("logits").values(), TOLERANCE);
      double[] target = peer.get("target").values();
      float[][] targets = new float[target.length][5];
      float[][] known = new float[target.length][5];
      for (int i = 0; i < target.length; i++) {
        targets[i][(int) target[i]] = 1;
        Arrays.fill(known[i], 1);
      }
      NDArray loss = Autograd.recording(() -> CrossEntropy.SOFTMAX.loss(logits, targets, known));
      assertThat((double) loss.getFloat())
          .isEqualTo(peer.get("cross_entropy").scalar(), within(TOLERANCE));
      Autograd.backward(loss);
      assertGradients(manager, classifier, "classifier-gradient/");
    }
  }

  private static void load(NDManager manager, NetworkBlock block, String prefix) {
    for (NamedParameter parameter : block.namedParameters()) {
      // the peer knows no absent leads
      parameter.bind(
          parameter.name().equals("encoder.absent")
              ? manager.zeros(new Shape(12, 1))
              : array(manager, peer.get(prefix + parameter.name())));
    }
    Autograd.track(block.namedParameters().stream().map(NamedParameter::array).toList());
  }

  private static void assertGradients(NDManager manager, NetworkBlock block, String prefix) {
    for (NamedParameter parameter : block.namedParameters()) {
      Optional<NDArray> gradient = Autograd.gradient(manager, parameter.array());
      if (parameter.name().equals("encoder.absent")) {
        assertThat(gradient).isEmpty();
      } else {
        assertClose(
            prefix + parameter.name(),
            gradient.orElseThrow(),
            peer.get(prefix + parameter.name()).values(),
            TOLERANCE);
      }
    }
  }

  private static NDArray weights(NDManager manager, Npz.Array mask) {
    int units = mask.shape()[1];
    float[][] masks = new float[mask.shape()[0]][units];
    float[][] present = new float[mask.shape()[0]][12];
    for (int i = 0; i < masks.length; i++) {
      System.arraycopy(mask.floats(), i * units, masks[i], 0, units);
      Arrays.fill(present[i], 1);
    }
    return manager.create(
        ReconstructionLoss.weights(masks, present, present[0], Normalization.EXAMPLE),
        new Shape(masks.length, units, 12));
  }

  private static int run(Path folder, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("The peer did not finish within two minutes");
    }
    return process.exitValue();
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
