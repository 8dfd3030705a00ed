package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.model.metrics.PairedBootstrap;
import org.ecgnat.model.metrics.PairedBootstrap.Difference;

/**
 * Two models on the same recordings, each by the evaluations of its seeds.
 *
 * @param classes that are compared
 * @param leftOut classes without a positive or without a negative
 * @param recordings answered by all
 * @param patients distinct ones among them; recordings without a patient count one each
 * @param unanswered recordings on which a model abstained; they take no part
 * @param first macro AUROC of the first model, a seed each
 * @param second of the second
 * @param difference of their means, with its interval
 */
public record Comparison(
    List<String> classes,
    List<String> leftOut,
    int recordings,
    int patients,
    int unanswered,
    List<Double> first,
    List<Double> second,
    Difference difference) {

  /**
   * Compares evaluations.
   *
   * @param first directories of evaluations of one model, a seed each
   * @param second the same of the other
   * @param resamples draws of the bootstrap
   * @param seed of the draws
   * @throws UserException where a directory holds no evaluation, or they are not of the same
   *     recordings
   */
  public static Comparison of(
      SparkSession spark, List<String> first, List<String> second, int resamples, long seed) {
    List<StoredAnswers> all = new ArrayList<>();
    first.forEach(directory -> all.add(StoredAnswers.read(spark, directory)));
    second.forEach(directory -> all.add(StoredAnswers.read(spark, directory)));
    all.forEach(answers -> requireSame(all.get(0), answers));
    List<RecordingKey> keys =
        all.get(0).recordings().keySet().stream()
            .filter(
                key ->
                    all.stream()
                        .noneMatch(
                            answers -> answers.recordings().get(key).probabilities().isEmpty()))
            .toList();
    Truth truth = Truth.of(all.get(0), keys);
    if (truth.classes().isEmpty()) {
      throw new UserException(
          "Cannot compare evaluations of "
              + keys.size()
              + " recordings: no class has positives and negatives among them; evaluate on more");
    }
    double[][][] scores =
        all.stream()
            .map(answers -> scores(answers, keys, truth.classes()))
            .toArray(double[][][]::new);
    double[][][] ofFirst = Arrays.copyOfRange(scores, 0, first.size());
    double[][][] ofSecond = Arrays.copyOfRange(scores, first.size(), scores.length);
    PairedBootstrap bootstrap =
        new PairedBootstrap(truth.patients(), truth.present(), truth.known());
    return new Comparison(
        truth.classes(),
        truth.leftOut(),
        keys.size(),
        truth.patientCount(),
        all.get(0).recordings().size() - keys.size(),
        bootstrap.macroAurocs(ofFirst),
        bootstrap.macroAurocs(ofSecond),
        bootstrap.compare(ofFirst, ofSecond, resamples, seed));
  }

  private static void requireSame(StoredAnswers one, StoredAnswers other) {
    boolean same = one.recordings().keySet().equals(other.recordings().keySet());
    for (RecordingKey key : one.recordings().keySet()) {
      same =
          same && one.recordings().get(key).targets().equals(other.recordings().get(key).targets());
    }
    if (!same) {
      throw new UserException(
          "Cannot compare "
              + other.directory()
              + " with "
              + one.directory()
              + ": they are not of the same recordings and labels; evaluate both on the same"
              + " corpus, split, role and task");
    }
  }

  private static double[][] scores(
      StoredAnswers answers, List<RecordingKey> keys, List<String> classes) {
    double[][] scores = new double[classes.size()][keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      Map<String, Double> probabilities = answers.recordings().get(keys.get(i)).probabilities();
      for (int c = 0; c < scores.length; c++) {
        Double probability = probabilities.get(classes.get(c));
        if (probability == null) {
          throw new UserException(
              "Cannot compare "
                  + answers.directory()
                  + ": its model does not answer class "
                  + classes.get(c)
                  + "; evaluate models of the same task");
        }
        scores[c][i] = probability;
      }
    }
    return scores;
  }

  /** What is true of the recordings, {@code (classes, recordings)}. */
  private record Truth(
      List<String> classes,
      List<String> leftOut,
      int[] patients,
      int patientCount,
      boolean[][] present,
      boolean[][] known) {

    static Truth of(StoredAnswers answers, List<RecordingKey> keys) {
      Set<String> assessed = new TreeSet<>();
      Set<String> compared = new LinkedHashSet<>();
      for (RecordingKey key : keys) {
        assessed.addAll(answers.recordings().get(key).targets().keySet());
      }
      for (String name : assessed) {
        Set<Boolean> values = new TreeSet<>();
        for (RecordingKey key : keys) {
          Boolean value = answers.recordings().get(key).targets().get(name);
          if (value != null) {
            values.add(value);
          }
        }
        if (values.size() == 2) {
          compared.add(name);
        }
      }
      List<String> classes = List.copyOf(compared);
      boolean[][] present = new boolean[classes.size()][keys.size()];
      boolean[][] known = new boolean[classes.size()][keys.size()];
      int[] patients = new int[keys.size()];
      Map<String, Integer> numbers = new HashMap<>();
      int count = 0;
      for (int i = 0; i < patients.length; i++) {
        StoredAnswers.Answer answer = answers.recordings().get(keys.get(i));
        Integer number = answer.patientId().isEmpty() ? null : numbers.get(answer.patientId());
        patients[i] = number == null ? count++ : number;
        if (!answer.patientId().isEmpty()) {
          numbers.put(answer.patientId(), patients[i]);
        }
        for (int c = 0; c < present.length; c++) {
          Boolean value = answer.targets().get(classes.get(c));
          known[c][i] = value != null;
          present[c][i] = value != null && value;
        }
      }
      assessed.removeAll(compared);
      return new Truth(classes, List.copyOf(assessed), patients, count, present, known);
    }
  }
}
