package org.ecgnat.jobs.training;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.SafeTensors;
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
  private final ParameterLayout momentsLayout;

  /**
   * A whole checkpoint as read. Its tensors are still encoded: whether they fit is known only once
   * its identity has been compared.
   *
   * @param run all but the tensors
   * @param contents bytes by file name, as the manifest says
   */
  record Saved(RunState run, Map<String, byte[]> contents) {}

  CheckpointStore(RunFiles files, ParameterLayout layout) {
    this.files = files;
    this.layout = layout;
    this.momentsLayout = momentsLayout(layout);
  }

  private static ParameterLayout momentsLayout(ParameterLayout layout) {
    List<String> names = new ArrayList<>();
    List<List<Long>> shapes = new ArrayList<>();
    for (String moment : List.of("first.", "second.")) {
      for (ParameterLayout.Entry entry : layout.parameters()) {
        names.add(moment + entry.name());
        shapes.add(entry.shape());
      }
    }
    return ParameterLayout.of(names, shapes);
  }

  /** Writes a checkpoint, then drops those that are no longer kept. */
  void write(TrainingState state, RunState run) {
    String name = name(run.round());
    String temporary = FOLDER + "/." + name;
    files.delete(temporary);
    Map<String, CheckpointManifest.Entry> written = new TreeMap<>();
    tensors(temporary, WEIGHTS, layout, state.weights(), written);
    state
        .moments()
        .ifPresent(both -> tensors(temporary, MOMENTS, momentsLayout, moments(both), written));
    if (state.velocity().length > 0) {
      tensors(temporary, OUTER, layout, state.velocity(), written);
    }
    state.average().ifPresent(ema -> tensors(temporary, AVERAGE, layout, ema, written));
    text(temporary, STATE, Json.page(run), written);
    text(temporary, MANIFEST, Json.page(new CheckpointManifest(written)), new HashMap<>());
    files.delete(FOLDER + "/" + name);
    files.rename(temporary, FOLDER + "/" + name);
    prune(run.best().map(RunProgress.Best::round));
  }

  private float[] moments(OptimizerState optimizer) {
    float[] both = new float[momentsLayout.size()];
    System.arraycopy(optimizer.firstMoment(), 0, both, 0, layout.size());
    System.arraycopy(optimizer.secondMoment(), 0, both, layout.size(), layout.size());
    return both;
  }

  private void tensors(
      String folder,
      String file,
      ParameterLayout shapes,
      float[] values,
      Map<String, CheckpointManifest.Entry> written) {
    files.write(
        folder + "/" + file,
        out -> {
          CheckpointManifest.Meter meter = new CheckpointManifest.Meter(out);
          SafeTensors.ofWeights(shapes, values, Map.of()).write(meter);
          meter.flush();
          written.put(file, meter.entry());
        });
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
    Map<String, byte[]> contents = new HashMap<>();
    for (Map.Entry<String, CheckpointManifest.Entry> file : manifest.files().entrySet()) {
      byte[] content = bytes(folder + "/" + file.getKey());
      if (!CheckpointManifest.Entry.of(content).equals(file.getValue())) {
        throw new IOException(file.getKey() + " is not what MANIFEST.json says");
      }
      contents.put(file.getKey(), content);
    }
    for (String required : List.of(WEIGHTS, STATE)) {
      if (!contents.containsKey(required)) {
        throw new IOException("MANIFEST.json does not list " + required);
      }
    }
    RunState run = Json.read(contents.get(STATE), RunState.class);
    for (Map.Entry<String, CheckpointManifest.Entry> file : run.workerFiles().entrySet()) {
      if (!CheckpointManifest.Entry.of(bytes(file.getKey())).equals(file.getValue())) {
        throw new IOException(file.getKey() + " is not what " + STATE + " says");
      }
    }
    return new Saved(run, contents);
  }

  /**
   * What a round changes, out of a checkpoint of this very run.
   *
   * @throws UserException where its tensors have other names or shapes
   */
  TrainingState training(Saved saved) {
    RunState run = saved.run();
    Map<String, byte[]> contents = saved.contents();
    try {
      Optional<OptimizerState> moments = Optional.empty();
      if (contents.containsKey(MOMENTS)) {
        float[] both = vector(contents, MOMENTS, momentsLayout);
        moments =
            Optional.of(
                new OptimizerState(
                    Arrays.copyOfRange(both, 0, layout.size()),
                    Arrays.copyOfRange(both, layout.size(), both.length),
                    run.optimizerSteps()));
      }
      float[] velocity =
          contents.containsKey(OUTER) ? vector(contents, OUTER, layout) : new float[0];
      Optional<float[]> average =
          contents.containsKey(AVERAGE)
              ? Optional.of(vector(contents, AVERAGE, layout))
              : Optional.empty();
      return new TrainingState(
          vector(contents, WEIGHTS, layout),
          moments,
          velocity,
          average,
          run.workers(),
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

  private static float[] vector(Map<String, byte[]> contents, String file, ParameterLayout shapes)
      throws IOException {
    byte[] content = contents.get(file);
    return SafeTensors.read(new ByteArrayInputStream(content), content.length, file)
        .toWeights(shapes);
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
