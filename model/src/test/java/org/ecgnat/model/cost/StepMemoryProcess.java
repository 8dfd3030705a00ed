package org.ecgnat.model.cost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.layers.Temporaries;
import org.ecgnat.model.pretraining.PretrainingNetwork;
import org.ecgnat.model.training.Autograd;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainingExample;

/**
 * A process of its own that runs forward passes of pre-training and writes to a file, a line a
 * case, by how many bytes its resident memory grew until the backward pass begins.
 */
final class StepMemoryProcess {
  static final int BATCH = 32;

  /** The median of several keeps out what the JVM does meanwhile. */
  private static final int PASSES = 3;

  private static final EcgNatConfig TINY =
      new EcgNatConfig(12, 1000, 100, 32, List.of(2, 2, 4, 2), 13, List.of(1, 1, 1, 1), 16, 3, 0);
  private static final EcgNatConfig DILATED =
      new EcgNatConfig(12, 1400, 100, 16, List.of(2, 2), 7, List.of(3, 2), 16, 2, 0.1);

  /** What is measured. */
  record Case(EcgNatConfig config, Objective.BeatRegression beat) {}

  static final List<Case> CASES =
      List.of(
          new Case(TINY, Objective.BeatRegression.NONE),
          new Case(DILATED, Objective.BeatRegression.NONE),
          new Case(
              DILATED,
              new Objective.BeatRegression(
                  1, 1, 140, 0, new Objective.Augmentation(2, 0.1, 0.1, 0.1, 0, 0.1))),
          new Case(
              TINY,
              new Objective.BeatRegression(
                  1, 1, 70, 500, new Objective.Augmentation(1, 0.1, 0.1, 0.1, 0, 0))));

  private StepMemoryProcess() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (Case one : CASES) {
      EcgNatConfig config = one.config();
      try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
        PretrainingNetwork network =
            new PretrainingNetwork(config, new Objective.Reconstruction(0.6, 0.1, one.beat()), 1);
        List<NDArray> arrays = new ArrayList<>();
        for (NamedParameter parameter : network.parameters()) {
          NDArray array = manager.create(parameter.initialValues(1), new Shape(parameter.shape()));
          parameter.bind(array);
          arrays.add(array);
        }
        Autograd.track(arrays);
        // the first pass makes what lasts: constants, the libraries' own buffers
        measure(manager, network, one);
        long[] grown = new long[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
          grown[pass] = measure(manager, network, one);
        }
        Arrays.sort(grown);
        lines.add(Long.toString(grown[PASSES / 2]));
      }
    }
    Files.write(Path.of(args[0]), lines);
  }

  private static long measure(NDManager manager, PretrainingNetwork network, Case one)
      throws IOException, InterruptedException {
    List<TrainingExample> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int leads = one.config().leads();
      float[] signal = new float[leads * one.config().samples()];
      float[] beat = new float[leads * one.beat().beatSamples()];
      batch.add(new TrainingExample(i, 0, signal, (1 << leads) - 1, beat, new float[leads]));
    }
    long before = resident();
    try (NDManager work = manager.newSubManager()) {
      NDArray loss =
          Autograd.recording(
              () -> Temporaries.closed(network.prepare(work, batch, Phase.TRAINING)::loss));
      long grown = resident() - before;
      loss.close();
      return grown;
    }
  }

  /** Anonymous resident memory, in bytes, after unreachable buffers have been freed. */
  private static long resident() throws IOException, InterruptedException {
    System.gc();
    Thread.sleep(200);
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }
}
