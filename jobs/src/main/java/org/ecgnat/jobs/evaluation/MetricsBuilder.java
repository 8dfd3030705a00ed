package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.artifact.ModelTask.OutputClass;

/** From answers to the content of {@code metrics.json}. */
final class MetricsBuilder {
  private final MetricsCalculator calculator;

  MetricsBuilder(ModelTask task) {
    this.calculator =
        new MetricsCalculator(
            task.classNames(),
            task.classes().stream().mapToDouble(OutputClass::threshold).toArray());
  }

  /**
   * Scores the answers, together and source by source.
   *
   * @throws UserException where no recording has both an answer and a known truth
   */
  EvaluationMetrics build(Answers answers, Provenance provenance) {
    List<ScoredRecording> scored = answers.scored();
    if (scored.isEmpty()) {
      throw new UserException(
          "Cannot evaluate on role "
              + provenance.role()
              + " of split "
              + provenance.split()
              + ": none of its "
              + answers.recordings().size()
              + " recordings has a label that task "
              + provenance.task()
              + " knows; check the task's codes and the sources that it lists as assessed");
    }
    Map<String, List<ScoredRecording>> bySource =
        scored.stream()
            .collect(
                Collectors.groupingBy(ScoredRecording::source, TreeMap::new, Collectors.toList()));
    Map<String, Scores> sources = new TreeMap<>();
    bySource.forEach((source, recordings) -> sources.put(source, calculator.score(recordings)));
    Scores overall = calculator.score(scored);
    return new EvaluationMetrics(
        EvaluationMetrics.SCHEMA_VERSION,
        kindOfData(answers, scored),
        provenance,
        overall,
        sources,
        answers.sourceGuess(),
        calculator.curves(scored),
        notes(answers, overall));
  }

  private static String kindOfData(Answers answers, List<ScoredRecording> scored) {
    Set<RecordingKey> counted = new HashSet<>();
    scored.forEach(one -> counted.add(new RecordingKey(one.source(), one.recordKey())));
    long synthetic =
        answers.recordings().stream()
            .filter(one -> one.synthetic() && counted.contains(one.id()))
            .count();
    return synthetic == 0 ? "real" : synthetic == scored.size() ? "synthetic" : "mixed";
  }

  private static List<String> notes(Answers answers, Scores overall) {
    List<String> notes = new ArrayList<>();
    for (ClassScores one : overall.classes()) {
      if (!one.scored()) {
        notes.add(
            one.name()
                + " is "
                + (one.known() == 0
                    ? "assessed in no recording"
                    : one.positives() == 0 ? "present in no recording" : "present in every one")
                + ": it has no AUROC and counts in no macro mean.");
      } else if (one.fewPositives()) {
        notes.add(
            one.name()
                + " is present in only "
                + one.positives()
                + " recordings: its figures may be chance.");
      }
    }
    long unanswered =
        answers.recordings().stream().filter(recording -> !recording.hasWindows()).count();
    if (unanswered > 0) {
      notes.add(
          "Recordings that preprocessing set aside, without an answer and not scored: "
              + unanswered
              + ".");
    }
    long unlabelled =
        answers.recordings().stream()
            .filter(recording -> recording.hasWindows() && recording.targets().isEmpty())
            .count();
    if (unlabelled > 0) {
      notes.add(
          "Recordings without a label that the task knows, answered but not scored: "
              + unlabelled
              + ".");
    }
    return notes;
  }
}
