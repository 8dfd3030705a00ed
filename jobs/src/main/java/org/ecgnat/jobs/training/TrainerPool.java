package org.ecgnat.jobs.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.model.training.Trainer;

/**
 * The trainers of this process that no task uses now, by run: a network is built once for each task
 * that runs at the same time, not once a round. An executor process of a cluster has one trainer;
 * in local mode, where all workers share a process, each has its own.
 */
final class TrainerPool {
  private static final Map<String, Deque<Trainer>> IDLE = new HashMap<>();
  private static int busy;

  private TrainerPool() {}

  /**
   * Works with a trainer. One that failed is closed rather than used again.
   *
   * @param runId whose trainer
   * @param factory builds one where none is idle
   * @throws UserException where an executor of a cluster trains already
   */
  static <T> T use(String runId, TrainerFactory factory, Function<Trainer, T> work) {
    enter(TaskSlots.inExecutor());
    try {
      return with(take(runId, factory), runId, work);
    } finally {
      leave();
    }
  }

  private static <T> T with(Trainer trainer, String runId, Function<Trainer, T> work) {
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

  /** Notes that a task trains; of an executor's there must be no other. */
  static void enter(boolean executor) {
    synchronized (IDLE) {
      if (executor && busy > 0) {
        throw UserException.environment(
            "Cannot train: a task trains in this executor already, and libtorch's threads and memory"
                + " are meant for one; set spark.task.cpus to the cores of an executor",
            null);
      }
      busy++;
    }
  }

  static void leave() {
    synchronized (IDLE) {
      busy--;
    }
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
