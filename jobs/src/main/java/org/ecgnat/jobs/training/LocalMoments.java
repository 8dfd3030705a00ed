package org.ecgnat.jobs.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.model.artifact.Tensor;
import org.ecgnat.model.training.OptimizerState;

/**
 * Every worker keeps its own moments from round to round, in the run directory: {@code
 * moments/round-NNNNNN/worker-NNN.safetensors}. A worker that had no part in the round before goes
 * on with those of one that had: the {@code w mod n}-th of n.
 *
 * @param hadoop reaches the directory
 * @param directory of the run, seen by every executor
 */
record LocalMoments(SerializableConfiguration hadoop, String directory) implements WorkerMoments {
  static final String FOLDER = "moments";
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String STEPS = "steps";

  @Override
  public OptimizerState before(RoundStart start, int worker) {
    List<Integer> before = start.before();
    if (before.isEmpty()) {
      return OptimizerState.zeros(start.weights().length());
    }
    int from = before.contains(worker) ? worker : before.get(worker % before.size());
    String file = file(start.round() - 1, from);
    byte[] content =
        files()
            .read(file)
            .orElseThrow(
                () ->
                    UserException.environment(
                        "Cannot go on training: "
                            + files().path(file)
                            + " is missing; every executor must see the run directory when moments"
                            + " are local",
                        null));
    try {
      SafeTensors tensors =
          SafeTensors.read(new ByteArrayInputStream(content), content.length, file);
      return new OptimizerState(
          tensors.floats(FIRST).values(),
          tensors.floats(SECOND).values(),
          Long.parseLong(tensors.metadata().get(STEPS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Kept after(RoundStart start, int worker, OptimizerState state) {
    List<Long> shape = List.of((long) state.firstMoment().length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(FIRST, new Tensor.Floats(shape, state.firstMoment()));
    tensors.put(SECOND, new Tensor.Floats(shape, state.secondMoment()));
    SafeTensors contents = new SafeTensors(tensors, Map.of(STEPS, Long.toString(state.steps())));
    String file = file(start.round(), worker);
    AtomicReference<CheckpointManifest.Entry> written = new AtomicReference<>();
    files().publish(file, out -> written.set(CheckpointManifest.Entry.written(contents, out)));
    return new Kept(List.of(), Map.of(file, written.get()));
  }

  private RunFiles files() {
    return new RunFiles(hadoop.value(), directory);
  }

  private static String folder(int round) {
    return FOLDER + "/" + CheckpointStore.name(round);
  }

  private static String file(int round, int worker) {
    return String.format(Locale.ROOT, "%s/worker-%03d.safetensors", folder(round), worker);
  }
}
