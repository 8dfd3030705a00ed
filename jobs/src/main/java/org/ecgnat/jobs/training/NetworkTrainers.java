package org.ecgnat.jobs.training;

import ai.djl.engine.EngineException;
import java.util.OptionalInt;
import org.apache.spark.TaskContext;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.GpuAddresses;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.TorchThreads;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainerSpec;

/**
 * Trainers of an ECG-NAT network, on the GPU that Spark gave the task or else on the CPU.
 *
 * @param spec what to train
 * @param threads of libtorch within a task
 */
record NetworkTrainers(TrainerSpec spec, int threads) implements TrainerFactory {

  @Override
  public Trainer create() {
    TorchThreads.configure(threads);
    OptionalInt gpu = GpuAddresses.ofThisProcess().device(TaskContext.get().resourcesJMap());
    try {
      return Trainers.create(spec, gpu);
    } catch (EngineException e) {
      if (gpu.isEmpty()) {
        throw e;
      }
      throw UserException.environment(
          "Cannot train on GPU "
              + gpu.getAsInt()
              + ", which Spark gave to this task: "
              + e.getMessage().lines().findFirst().orElse("")
              + "; give executors a libtorch for CUDA (PYTORCH_LIBRARY_PATH, PYTORCH_FLAVOR,"
              + " PYTORCH_VERSION) and look at nvidia-smi on their machine, or leave out"
              + " spark.executor.resource.gpu.amount",
          e);
    }
  }
}
