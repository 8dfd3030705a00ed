package org.ecgnat.model.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.BaseNDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ecgnat.model.Trainers;
import org.junit.jupiter.api.Test;

class ReconstructionTrainerTest {

  /** The core of "N workers with one step a round equal the N-fold batch". */
  @Test
  void aBatchSplitOverFourTrainersGivesTheMeanOfTheirUpdates() {
    TrainerSpec spec = MicroNetworks.reconstruction(MicroNetworks.sgd(0.5));
    List<TrainingExample> batch = MicroNetworks.beats(0, 32);
    float[] initial = Trainers.initialWeights(spec);
    double[] mean = new double[initial.length];
    for (int worker = 0; worker < 4; worker++) {
      float[] weights = after(spec, List.of(batch.subList(8 * worker, 8 * worker + 8)));
      for (int i = 0; i < mean.length; i++) {
        mean[i] += ((double) weights[i] - initial[i]) / 4;
      }
    }
    float[] whole = after(spec, List.of(batch));

    double difference = 0;
    double norm = 0;
    for (int i = 0; i < mean.length; i++) {
      double update = (double) whole[i] - initial[i];
      difference += (update - mean[i]) * (update - mean[i]);
      norm += update * update;
    }
    assertThat(Math.sqrt(norm)).isGreaterThan(1e-3);
    assertThat(Math.sqrt(difference / norm)).isLessThan(1e-5);
  }

  @Test
  void resumesBitForBit() {
    TrainerSpec spec = MicroNetworks.reconstruction();
    try (Trainer whole = create(spec);
        Trainer first = create(spec);
        Trainer second = create(spec)) {
      for (int step = 0; step < 6; step++) {
        whole.step(MicroNetworks.beats(8 * step, 8), step);
      }
      for (int step = 0; step < 3; step++) {
        first.step(MicroNetworks.beats(8 * step, 8), step);
      }
      second.step(MicroNetworks.beats(500, 4), 0);
      second.loadWeights(first.weights());
      second.loadOptimizerState(first.optimizerState());
      for (int step = 3; step < 6; step++) {
        second.step(MicroNetworks.beats(8 * step, 8), step);
      }
      assertThat(second.weights()).isEqualTo(whole.weights());
      assertThat(second.optimizerState().firstMoment())
          .isEqualTo(whole.optimizerState().firstMoment());
      assertThat(second.optimizerState().secondMoment())
          .isEqualTo(whole.optimizerState().secondMoment());
      assertThat(second.optimizerState().steps()).isEqualTo(6);
    }
  }

  @Test
  void trainersOnSeveralThreadsGiveWhatEachGivesAlone() throws Exception {
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      int start = 100 * worker;
      TrainerSpec spec = MicroNetworks.reconstruction();
      tasks.add(
          () ->
              after(
                  spec,
                  List.of(
                      MicroNetworks.beats(start, 8),
                      MicroNetworks.beats(start + 8, 8),
                      MicroNetworks.beats(start + 16, 8))));
    }
    List<float[]> alone = new ArrayList<>();
    for (Callable<float[]> task : tasks) {
      alone.add(task.call());
    }
    ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<float[]>> together = pool.invokeAll(tasks);
      for (int worker = 0; worker < tasks.size(); worker++) {
        assertThat(together.get(worker).get()).isEqualTo(alone.get(worker));
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
  }

  @Test
  void learnsAndEvaluationChangesNothing() {
    TrainerSpec spec = MicroNetworks.reconstruction();
    List<TrainingExample> batch = MicroNetworks.beats(0, 16);
    try (Trainer trainer = create(spec)) {
      double before = trainer.evaluate(batch).loss();
      float[] weights = trainer.weights();
      assertThat(trainer.evaluate(batch).loss()).isEqualTo(before);
      assertThat(trainer.weights()).isEqualTo(weights);
      for (int step = 0; step < 20; step++) {
        trainer.step(batch, step);
      }
      assertThat(trainer.evaluate(batch).loss()).isLessThan(0.98 * before);
    }
  }

  @Test
  void holdsNoMoreArraysAfterTwoHundredStepsThanAfterOne() {
    try (NetworkTrainer trainer = (NetworkTrainer) create(MicroNetworks.reconstruction())) {
      List<TrainingExample> batch = MicroNetworks.beats(0, 2);
      trainer.step(batch, 0);
      trainer.evaluate(batch);
      int after = managedArrays(trainer);
      for (int step = 1; step < 200; step++) {
        trainer.step(batch, step);
      }
      trainer.evaluate(batch);
      assertThat(managedArrays(trainer)).isEqualTo(after);
    }
  }

  private static int managedArrays(NetworkTrainer trainer) {
    return ((BaseNDManager) trainer.manager()).getManagedArrays().size();
  }

  private static float[] after(TrainerSpec spec, List<List<TrainingExample>> batches) {
    try (Trainer trainer = create(spec)) {
      for (int step = 0; step < batches.size(); step++) {
        trainer.step(batches.get(step), step);
      }
      return trainer.weights();
    }
  }

  private static Trainer create(TrainerSpec spec) {
    return Trainers.create(spec, OptionalInt.empty());
  }
}
