package org.ecgnat.jobs.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.jobs.training.probe.WindowFeatures;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.training.TorchThreads;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/** The Spark job that runs an encoder over labelled windows: a task a row group. */
final class FeatureExtraction {
  private FeatureExtraction() {}

  /**
   * The features of the windows that take part.
   *
   * @param slots for the tasks
   * @param model a classifier, of which the head is not asked
   */
  static JavaRDD<WindowFeatures> of(
      JavaSparkContext spark, TaskSlots slots, TrainingData data, ModelFiles model) {
    List<Integer> groups =
        IntStream.range(0, data.rowGroups().size())
            .filter(group -> data.eligible()[group] > 0)
            .boxed()
            .toList();
    Broadcast<TrainingData> training = spark.broadcast(data);
    Broadcast<ModelFiles> files = spark.broadcast(model);
    int threads = slots.cpus();
    return slots
        .on(spark.parallelize(groups, Math.max(1, groups.size())))
        .flatMap(group -> look(training.value(), group, files.value(), threads).iterator());
  }

  private static List<WindowFeatures> look(
      TrainingData data, int group, ModelFiles files, int threads) throws IOException {
    TorchThreads.configure(threads);
    List<DecodedWindow> signals = new ArrayList<>();
    List<CorpusWindow> windows = new ArrayList<>();
    List<WindowTargets> targets = new ArrayList<>();
    for (CorpusWindow window : data.source().read(data.rowGroups().get(group))) {
      if (data.selection().selects(window)) {
        signals.add(WindowCodec.decode(window.signal()));
        windows.add(window);
        targets.add(data.selection().targets(window));
      }
    }
    float[][] features;
    // a run's draft, of no use to a later one
    try (EcgModel model = files.open()) {
      features = model.embeddings(signals);
    }
    return IntStream.range(0, features.length)
        .mapToObj(
            i ->
                new WindowFeatures(
                    windows.get(i).windowId(),
                    features[i],
                    targets.get(i).values(),
                    targets.get(i).known()))
        .toList();
  }
}
