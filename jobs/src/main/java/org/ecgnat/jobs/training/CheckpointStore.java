package org.ecgnat.jobs.training;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.model.artifact.Tensor;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.ParameterLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of a run: {@code checkpoints/round-NNNNNN/} with {@code weights.safetensors}, {@code
 * moments.safetensors} where moments are averaged, {@code outer.safetensors} where the outer step
 * has a velocity, {@code ema.safetensors} where there is a moving average, {@code state.json} and,
 * last, {@code MANIFEST.json}. Each is written under another name and renamed when complete; the
 * last three and the best are kept, with what workers keep beside them.
 */
final class CheckpointStore {
  private static final Logger log = LoggerFactory.getLogger(CheckpointStore.class);
  static final String FOLDER = "checkpoints";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String MOMENTS = "moments.safetensors";
  private static final String OUTER = "outer.safetensors";
  private static final String AVERAGE = "ema.safetensors";
  private static final String STATE = "state.json";
  private static final String MANIFEST = "MANIFEST.json";
  private static final String PREFIX = "round-";
  private static final int KEPT = 3;

  private final RunFiles files;
  private final ParameterLayout layout;

  /**
   * A whole checkpoint. Its tensors are still to be read: whether they fit is known only once its
   * identity has been compared.
   *
   * @param run all but the tensors
   * @param files by name, as the manifest says
   */
  record Saved(RunState run, Map<String, CheckpointManifest.Entry> files) {}

  CheckpointStore(RunFiles files, ParameterLayout layout) {
    this.files = files;
    this.layout = layout;
  }

  /** Writes a checkpoint, then drops those that are no longer kept. */
  void write(TrainingState state, RunState run) {
    String name = name(run.round());
    String temporary = FOLDER + "/." + name;
    files.delete(temporary);
    Map<String, CheckpointManifest.Entry> written = new TreeMap<>();
    tensors(temporary, WEIGHTS, tensors(state.weights()), written);
    state.moments().ifPresent(both -> tensors(temporary, MOMENTS, tensors(both), written));
    if (state.velocity().length > 0) {
      tensors(temporary, OUTER, tensors(state.velocity()), written);
    }
    state.average().ifPresent(ema -> tensors(temporary, AVERAGE, tensors(ema), written));
    text(temporary, STATE, Json.page(run), written);
    text(temporary, MANIFEST, Json.page(new CheckpointManifest(written)), new HashMap<>());
    files.delete(FOLDER + "/" + name);
    files.rename(temporary, FOLDER + "/" + name);
    prune(run.best().map(RunProgress.Best::round));
  }

  private SafeTensors tensors(float[] vector) {
    return SafeTensors.ofWeights(layout, vector, Map.of());
  }

  private SafeTensors tensors(OptimizerState moments) {
    Map<String, Tensor> both = new LinkedHashMap<>();
    tensors(moments.firstMoment())
        .tensors()
        .forEach((name, part) -> both.put("first." + name, part));
    tensors(moments.secondMoment())
        .tensors()
        .forEach((name, part) -> both.put("second." + name, part));
    return new SafeTensors(both, Map.of());
  }

  private void tensors(
      String folder,
      String file,
      SafeTensors contents,
      Map<String, CheckpointManifest.Entry> written) {
    files.write(
        folder + "/" + file,
        out -> written.put(file, CheckpointManifest.Entry.written(contents, out)));
  }

  private void text(
      String folder, String file, String content, Map<String, CheckpointManifest.Entry> written) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    files.write(folder + "/" + file, out -> out.write(bytes));
    written.put(file, CheckpointManifest.Entry.of(bytes));
  }

  /**
   * The newest checkpoint that is whole, where there are any; a broken one is passed over with a
   * warning.
   *
   * @throws UserException where there are checkpoints, but none is whole
   */
  Optional<Saved> newest() {
    List<String> names = rounds();
    String why = "";
    for (int i = names.size() - 1; i >= 0; i--) {
      String folder = FOLDER + "/" + names.get(i);
      try {
        return Optional.of(read(folder));
      } catch (IOException e) {
        why = names.get(i) + ": " + e.getMessage();
        log.warn("Passing over checkpoint {}: {}", files.path(folder), e.getMessage());
      }
    }
    if (!names.isEmpty()) {
      throw new UserException(
          "Cannot resume "
              + files.directory()
              + ": none of its "
              + names.size()
              + " checkpoints is whole ("
              + why
              + "); put a whole one back into "
              + files.path(FOLDER)
              + ", or begin another run in another --output");
    }
    return Optional.empty();
  }

  private Saved read(String folder) throws IOException {
    CheckpointManifest manifest =
        Json.read(bytes(folder + "/" + MANIFEST), CheckpointManifest.class);
    for (String required : List.of(WEIGHTS, STATE)) {
      if (!manifest.files().containsKey(required)) {
        throw new IOException("MANIFEST.json does not list " + required);
      }
    }
    for (Map.Entry<String, CheckpointManifest.Entry> file : manifest.files().entrySet()) {
      verify(folder + "/" + file.getKey(), file.getValue());
    }
    RunState run = Json.read(bytes(folder + "/" + STATE), RunState.class);
    for (Map.Entry<String, CheckpointManifest.Entry> file : run.workerFiles().entrySet()) {
      verify(file.getKey(), file.getValue());
    }
    return new Saved(run, manifest.files());
  }

  private void verify(String relative, CheckpointManifest.Entry expected) throws IOException {
    try (InputStream in = files.open(relative);
        CheckpointManifest.Meter meter =
            new CheckpointManifest.Meter(OutputStream.nullOutputStream())) {
      in.transferTo(meter);
      if (!meter.entry().equals(expected)) {
        throw new IOException(relative + " is not what was written there");
      }
    } catch (FileNotFoundException e) {
      throw new IOException(files.path(relative) + " is missing", e);
    }
  }

  /**
   * What a round changes, out of a checkpoint of this very run.
   *
   * @throws UserException where its tensors have other names or shapes
   */
  TrainingState training(Saved saved) {
    RunState run = saved.run();
    try {
      Optional<OptimizerState> moments = Optional.empty();
      if (saved.files().containsKey(MOMENTS)) {
        OptimizerState zeros = OptimizerState.zeros(layout.size());
        fill(saved, MOMENTS, tensors(zeros));
        moments =
            Optional.of(
                new OptimizerState(
                    zeros.firstMoment(), zeros.secondMoment(), run.optimizerSteps()));
      }
      return new TrainingState(
          vector(saved, WEIGHTS),
          moments,
          saved.files().containsKey(OUTER) ? vector(saved, OUTER) : new float[0],
          saved.files().containsKey(AVERAGE)
              ? Optional.of(vector(saved, AVERAGE))
              : Optional.empty(),
          run.workerFiles(),
          run.progress());
    } catch (IOException e) {
      throw new UserException(
          "Cannot resume "
              + files.directory()
              + ": the tensors of its checkpoint "
              + name(run.round())
              + " do not fit this network ("
              + e.getMessage()
              + "); resume with version "
              + run.identity().codeVersion()
              + " of this program, or begin another run in another --output",
          e);
    }
  }

  /**
   * The state after a round whose checkpoint is kept.
   *
   * @throws UserException where it is not whole
   */
  TrainingState at(int round) {
    try {
      return training(read(FOLDER + "/" + name(round)));
    } catch (IOException e) {
      throw new UserException(
          "Cannot go back to "
              + files.path(FOLDER + "/" + name(round))
              + ": "
              + e.getMessage()
              + "; put it back, then add --resume",
          e);
    }
  }

  private float[] vector(Saved saved, String file) throws IOException {
    float[] vector = new float[layout.size()];
    fill(saved, file, tensors(vector));
    return vector;
  }

  private void fill(Saved saved, String file, SafeTensors tensors) throws IOException {
    String relative = FOLDER + "/" + name(saved.run().round()) + "/" + file;
    try (InputStream in = files.open(relative)) {
      tensors.fill(in, saved.files().get(file).bytes(), file);
    }
  }

  private byte[] bytes(String relative) throws IOException {
    return files
        .read(relative)
        .orElseThrow(() -> new IOException(files.path(relative) + " is missing"));
  }

  private void prune(Optional<Integer> best) {
    List<String> names = rounds();
    for (String name : names.subList(0, Math.max(0, names.size() - KEPT))) {
      if (!name.equals(best.map(CheckpointStore::name).orElse(""))) {
        files.delete(FOLDER + "/" + name);
      }
    }
  }

  /** Drops what workers kept in rounds that nobody goes back to. */
  void dropWorkerFiles(int newestRound) {
    Set<String> needed = new HashSet<>(rounds());
    needed.add(name(newestRound));
    for (String name : files.names(LocalMoments.FOLDER)) {
      if (!needed.contains(name)) {
        files.delete(LocalMoments.FOLDER + "/" + name);
      }
    }
  }

  private List<String> rounds() {
    return files.names(FOLDER).stream().filter(name -> name.startsWith(PREFIX)).toList();
  }

  /** A folder of a round. */
  static String name(int round) {
    return String.format(Locale.ROOT, "%s%06d", PREFIX, round);
  }
}
