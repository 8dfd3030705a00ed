package org.ecgnat.jobs.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Recordings with made-up truths and answers of a middling model. */
public final class MadeUpRecordings {
  /** Class names; the last but one is rare, the last never present. */
  public static final List<String> CLASSES = List.of("NORM", "MI", "STTC", "RARE", "NEVER");

  private static final double[] PREVALENCE = {0.45, 0.2, 0.3, 0.01, 0};

  private MadeUpRecordings() {}

  /** A number of recordings from two sources; the second never assessed STTC. */
  public static List<ScoredRecording> of(int count) {
    Random random = new Random(7);
    List<ScoredRecording> recordings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String source = i % 3 == 0 ? "here" : "elsewhere";
      double[] probabilities = new double[CLASSES.size()];
      boolean[] decisions = new boolean[CLASSES.size()];
      float[] present = new float[CLASSES.size()];
      float[] known = new float[CLASSES.size()];
      for (int c = 0; c < probabilities.length; c++) {
        known[c] = c == 2 && source.equals("elsewhere") ? 0 : 1;
        present[c] = known[c] > 0 && random.nextDouble() < PREVALENCE[c] ? 1 : 0;
        double logit = 1.6 * random.nextGaussian() + 3 * present[c] - 2;
        probabilities[c] = 1 / (1 + Math.exp(-logit));
        decisions[c] = probabilities[c] >= 0.5;
      }
      recordings.add(
          new ScoredRecording(
              source, "r" + i, "p" + i / 2, probabilities, decisions, present, known));
    }
    return recordings;
  }
}
