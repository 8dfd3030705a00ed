package org.ecgnat.jobs.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.junit.jupiter.api.Test;

class SourceGuesserTest {
  private static final int RECORDINGS = 160;
  private static final int FEATURES = 200;

  @Test
  void anEmbeddingThatShowsTheSourceGivesItAway() {
    Random random = new Random(1);
    SourceGuess guess =
        guess(
                i -> {
                  float[] features = noise(random);
                  for (int feature = 0; feature < 20; feature++) {
                    features[feature] += i % 2 == 0 ? 1 : -1;
                  }
                  return features;
                })
            .orElseThrow();
    assertThat(guess.auroc()).isGreaterThan(0.97);
    assertThat(guess.sources()).containsExactly("even", "odd");
    assertThat(guess.recordings()).isEqualTo(RECORDINGS);
  }

  @Test
  void aPatientWhoIsKnownFromAnotherRecordingIsNoHelp() {
    Map<String, float[]> byPatient = new HashMap<>();
    Random random = new Random(2);
    Optional<SourceGuess> guess =
        guess(i -> byPatient.computeIfAbsent(patient(i), name -> noise(random)));
    assertThat(guess.orElseThrow().auroc()).isBetween(0.3, 0.7);
  }

  @Test
  void oneSourceLeavesNothingToGuess() {
    List<RoleRecording> recordings = recordings().stream().filter(one -> even(one)).toList();
    SourceGuesser guesser = new SourceGuesser(LocalSpark.session(), recordings);
    assertThat(guesser.wanted()).isEmpty();
    assertThat(guesser.guess(Map.of())).isEmpty();
  }

  private static boolean even(RoleRecording recording) {
    return recording.id().source().equals("even");
  }

  private static Optional<SourceGuess> guess(IntFunction<float[]> embedding) {
    List<RoleRecording> recordings = recordings();
    Map<RecordingKey, float[]> embeddings = new HashMap<>();
    for (int i = 0; i < RECORDINGS; i++) {
      embeddings.put(recordings.get(i).id(), embedding.apply(i));
    }
    SourceGuesser guesser = new SourceGuesser(LocalSpark.session(), recordings);
    assertThat(guesser.wanted()).isEqualTo(embeddings.keySet());
    return guesser.guess(embeddings);
  }

  private static List<RoleRecording> recordings() {
    List<RoleRecording> recordings = new ArrayList<>();
    for (int i = 0; i < RECORDINGS; i++) {
      recordings.add(
          new RoleRecording(
              new RecordingKey(i % 2 == 0 ? "even" : "odd", "r" + i),
              patient(i),
              Optional.empty(),
              Optional.empty(),
              "",
              "",
              List.of(),
              false));
    }
    return recordings;
  }

  /** Four recordings each, of one source. */
  private static String patient(int recording) {
    return "p" + recording / 8 * 2 + recording % 2;
  }

  private static float[] noise(Random random) {
    float[] values = new float[FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
