package org.ecgnat.jobs.evaluation;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.jobs.prediction.ExecutorModels;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.RowGroupReader;

/** The Spark job that runs the network over windows: a task a row group, a model a process. */
final class WindowScoring {
  private static final int BATCH = 64;

  private final SparkSession spark;
  private final Broadcast<ModelFiles> model;

  WindowScoring(SparkSession spark, Broadcast<ModelFiles> model) {
    this.spark = spark;
    this.model = model;
  }

  /**
   * What the network says about a window.
   *
   * @param recording whose window it is
   * @param startSeconds where it starts
   * @param logits {@code (classes)}
   */
  private record ScoredWindow(RecordingKey recording, double startSeconds, float[] logits)
      implements Serializable {}

  /**
   * Scores the windows of some recordings.
   *
   * @return recording → {@code (windows, classes)} logits, the windows in order of time
   */
  Map<RecordingKey, float[][]> score(List<RowGroup> rowGroups, Set<RecordingKey> wanted) {
    Set<String> sources = new HashSet<>();
    wanted.forEach(id -> sources.add(id.source()));
    List<RowGroup> relevant =
        rowGroups.stream().filter(rowGroup -> sources.contains(rowGroup.source())).toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    Broadcast<Set<RecordingKey>> keys = context.broadcast(wanted);
    Broadcast<ModelFiles> files = model;
    List<ScoredWindow> scored =
        context
            .parallelize(relevant, Math.max(1, relevant.size()))
            .flatMap(
                rowGroup ->
                    scoreRowGroup(hadoop.value(), rowGroup, keys.value(), files.value()).iterator())
            .collect();
    Map<RecordingKey, List<ScoredWindow>> byRecording = new HashMap<>();
    for (ScoredWindow window : scored) {
      byRecording.computeIfAbsent(window.recording(), id -> new ArrayList<>()).add(window);
    }
    Map<RecordingKey, float[][]> logits = new HashMap<>();
    byRecording.forEach(
        (id, windows) ->
            logits.put(
                id,
                windows.stream()
                    .sorted(Comparator.comparingDouble(ScoredWindow::startSeconds))
                    .map(ScoredWindow::logits)
                    .toArray(float[][]::new)));
    return logits;
  }

  private static List<ScoredWindow> scoreRowGroup(
      Configuration hadoop, RowGroup rowGroup, Set<RecordingKey> wanted, ModelFiles files)
      throws IOException {
    List<CorpusWindow> windows =
        RowGroupReader.read(hadoop, rowGroup).stream()
            .filter(window -> wanted.contains(id(window)))
            .toList();
    List<ScoredWindow> scored = new ArrayList<>(windows.size());
    if (windows.isEmpty()) {
      return scored;
    }
    EcgModel model = ExecutorModels.open(files);
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<CorpusWindow> batch = windows.subList(from, Math.min(from + BATCH, windows.size()));
      List<DecodedWindow> decoded =
          batch.stream().map(window -> WindowCodec.decode(window.signal())).toList();
      float[][] logits = model.logits(decoded);
      for (int i = 0; i < batch.size(); i++) {
        scored.add(new ScoredWindow(id(batch.get(i)), batch.get(i).startSeconds(), logits[i]));
      }
    }
    return scored;
  }

  private static RecordingKey id(CorpusWindow window) {
    return new RecordingKey(window.source(), window.recordKey());
  }
}
