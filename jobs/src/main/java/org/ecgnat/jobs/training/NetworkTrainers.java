package org.ecgnat.jobs.training;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
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
  private static final String GPU = "gpu";

  @Override
  public Trainer create() {
    TorchThreads.configure(threads);
    return Trainers.create(spec, gpu());
  }

  private static OptionalInt gpu() {
    Map<String, ResourceInformation> resources = TaskContext.get().resourcesJMap();
    return resources.containsKey(GPU)
        ? OptionalInt.of(Integer.parseInt(resources.get(GPU).addresses()[0]))
        : OptionalInt.empty();
  }
}
