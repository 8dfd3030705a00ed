package org.ecgnat.jobs.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.ecgnat.model.training.Trainer;

/**
 * The trainers of this process that no task uses now, by run: a network is built once for each task
 * that runs at the same time, not once a round.
 */
final class TrainerPool {
  private static final Map<String, Deque<Trainer>> IDLE = new HashMap<>();

  private TrainerPool() {}

  /**
   * Works with a trainer. One that failed is closed rather than used again.
   *
   * @param runId whose trainer
   * @param factory builds one where none is idle
   */
  static <T> T use(String runId, TrainerFactory factory, Function<Trainer, T> work) {
    Trainer trainer = take(runId, factory);
    T result;
    try {
      result = work.apply(trainer);
    } catch (RuntimeException | Error e) {
      trainer.close();
      throw e;
    }
    synchronized (IDLE) {
      IDLE.computeIfAbsent(runId, id -> new ArrayDeque<>()).push(trainer);
    }
    return result;
  }

  private static Trainer take(String runId, TrainerFactory factory) {
    synchronized (IDLE) {
      Deque<Trainer> idle = IDLE.getOrDefault(runId, new ArrayDeque<>());
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return factory.create();
  }

  /** Closes the idle trainers of a run that is over. */
  static void close(String runId) {
    synchronized (IDLE) {
      Deque<Trainer> idle = IDLE.remove(runId);
      if (idle != null) {
        idle.forEach(Trainer::close);
      }
    }
  }
}
