package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.RecordingLogits;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;

/**
 * Chooses the thresholds of a multi-label task on the validation recordings: for each class the one
 * of the greatest F1, half-way between two probabilities; 0.5 for a class that none of them has.
 */
final class Thresholds {
  static final double DEFAULT = 0.5;

  private Thresholds() {}

  /**
   * The thresholds.
   *
   * @param model a classifier
   * @param validation windows of labelled recordings, few enough for one machine
   * @return one a class
   */
  static double[] choose(EcgModel model, TrainingData validation) {
    ModelTask task = model.description().requireTask();
    Map<RecordingKey, List<DecodedWindow>> recordings = windows(validation);
    List<double[]> probabilities = new ArrayList<>();
    List<Targets> targets = new ArrayList<>();
    recordings.forEach(
        (key, windows) -> {
          double[] logits = RecordingLogits.aggregate(task, model.logits(windows));
          probabilities.add(
              RecordingLogits.probabilities(task, logits).values().stream()
                  .mapToDouble(Double::doubleValue)
                  .toArray());
          targets.add(((LabelledSelection) validation.selection()).recordings().get(key));
        });
    double[] thresholds = new double[task.classes().size()];
    for (int c = 0; c < thresholds.length; c++) {
      int column = c;
      List<Scored> scored = new ArrayList<>();
      for (int r = 0; r < targets.size(); r++) {
        if (targets.get(r).known()[column] > 0) {
          scored.add(
              new Scored(probabilities.get(r)[column], targets.get(r).present()[column] > 0));
        }
      }
      thresholds[c] = best(scored);
    }
    return thresholds;
  }

  /**
   * A recording's answer for a class.
   *
   * @param probability of the class
   * @param present whether it has the class
   */
  record Scored(double probability, boolean present) {}

  /** The threshold of the greatest F1; the highest of several. */
  static double best(List<Scored> recordings) {
    List<Scored> sorted = new ArrayList<>(recordings);
    sorted.sort(Comparator.comparingDouble(Scored::probability).reversed());
    long positives = sorted.stream().filter(Scored::present).count();
    double threshold = DEFAULT;
    double bestF1 = 0;
    long hits = 0;
    for (int i = 0; i < sorted.size(); i++) {
      hits += sorted.get(i).present() ? 1 : 0;
      double here = sorted.get(i).probability();
      double next = i + 1 < sorted.size() ? sorted.get(i + 1).probability() : 0;
      double f1 = 2.0 * hits / (i + 1 + positives);
      if (next < here && f1 > bestF1) {
        bestF1 = f1;
        threshold = (here + next) / 2;
      }
    }
    return threshold;
  }

  private static Map<RecordingKey, List<DecodedWindow>> windows(TrainingData validation) {
    Map<RecordingKey, List<DecodedWindow>> recordings = new LinkedHashMap<>();
    int[] eligible = validation.eligible();
    for (int group = 0; group < eligible.length; group++) {
      if (eligible[group] > 0) {
        for (CorpusWindow window : read(validation, validation.rowGroups().get(group))) {
          if (validation.selection().selects(window)) {
            recordings
                .computeIfAbsent(
                    new RecordingKey(window.source(), window.recordKey()), key -> new ArrayList<>())
                .add(WindowCodec.decode(window.signal()));
          }
        }
      }
    }
    return recordings;
  }

  private static List<CorpusWindow> read(TrainingData data, RowGroup rowGroup) {
    try {
      return data.source().read(rowGroup);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same threshold for every class. */
  static double[] same(int classes) {
    double[] thresholds = new double[classes];
    Arrays.fill(thresholds, DEFAULT);
    return thresholds;
  }
}
