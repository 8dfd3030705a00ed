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
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.RowGroupReader;

/** The Spark job that runs the network over windows: a task a row group, a model a process. */
final class WindowScoring {
  private static final int BATCH = 64;
  private static final float[] NOT_ASKED = {};

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
   * @param embedding {@code (features)}, empty where it was not asked for
   */
  private record ScoredWindow(
      RecordingKey recording, double startSeconds, float[] logits, float[] embedding)
      implements Serializable {}

  /**
   * What is asked of the network.
   *
   * @param recordings those to score
   * @param embedded those of them whose embeddings are wanted, too
   */
  record Question(Set<RecordingKey> recordings, Set<RecordingKey> embedded)
      implements Serializable {}

  /**
   * What the network says about some recordings.
   *
   * @param logits recording → {@code (windows, classes)}, the windows in order of time
   * @param embeddings recording → {@code (features)}, the mean over its windows
   */
  record Scored(Map<RecordingKey, float[][]> logits, Map<RecordingKey, float[]> embeddings) {}

  /** Scores the windows of some recordings. */
  Scored score(List<RowGroup> rowGroups, Question question) {
    Set<String> sources = new HashSet<>();
    question.recordings().forEach(id -> sources.add(id.source()));
    List<RowGroup> relevant =
        rowGroups.stream().filter(rowGroup -> sources.contains(rowGroup.source())).toList();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    Broadcast<Question> asked = context.broadcast(question);
    Broadcast<ModelFiles> files = model;
    List<ScoredWindow> scored =
        context
            .parallelize(relevant, Math.max(1, relevant.size()))
            .flatMap(
                rowGroup ->
                    scoreRowGroup(hadoop.value(), rowGroup, asked.value(), files.value())
                        .iterator())
            .collect();
    Map<RecordingKey, List<ScoredWindow>> byRecording = new HashMap<>();
    for (ScoredWindow window : scored) {
      byRecording.computeIfAbsent(window.recording(), id -> new ArrayList<>()).add(window);
    }
    Map<RecordingKey, float[][]> logits = new HashMap<>();
    Map<RecordingKey, float[]> embeddings = new HashMap<>();
    byRecording.forEach(
        (id, windows) -> {
          windows.sort(Comparator.comparingDouble(ScoredWindow::startSeconds));
          logits.put(id, windows.stream().map(ScoredWindow::logits).toArray(float[][]::new));
          if (question.embedded().contains(id)) {
            embeddings.put(id, mean(windows));
          }
        });
    return new Scored(logits, embeddings);
  }

  private static float[] mean(List<ScoredWindow> windows) {
    float[] mean = new float[windows.get(0).embedding().length];
    for (ScoredWindow window : windows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += window.embedding()[i] / windows.size();
      }
    }
    return mean;
  }

  private static List<ScoredWindow> scoreRowGroup(
      Configuration hadoop, RowGroup rowGroup, Question question, ModelFiles files)
      throws IOException {
    List<CorpusWindow> windows =
        RowGroupReader.read(hadoop, rowGroup).stream()
            .filter(window -> question.recordings().contains(id(window)))
            .toList();
    List<ScoredWindow> scored = new ArrayList<>(windows.size());
    if (windows.isEmpty()) {
      return scored;
    }
    EcgModel model = ExecutorModels.open(files);
    for (int from = 0; from < windows.size(); from += BATCH) {
      List<CorpusWindow> batch = windows.subList(from, Math.min(from + BATCH, windows.size()));
      EcgModel.Outputs outputs =
          model.outputs(batch.stream().map(window -> WindowCodec.decode(window.signal())).toList());
      for (int i = 0; i < batch.size(); i++) {
        RecordingKey id = id(batch.get(i));
        scored.add(
            new ScoredWindow(
                id,
                batch.get(i).startSeconds(),
                outputs.logits()[i],
                question.embedded().contains(id) ? outputs.embeddings()[i] : NOT_ASKED));
      }
    }
    return scored;
  }

  private static RecordingKey id(CorpusWindow window) {
    return new RecordingKey(window.source(), window.recordKey());
  }
}
