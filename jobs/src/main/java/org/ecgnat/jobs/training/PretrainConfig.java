package org.ecgnat.jobs.training;

import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainerSpec;

/**
 * {@code conf/experiments/pretrain-*.yaml}.
 *
 * @param encoder a name below {@code conf/encoders} or a file
 * @param stochasticDepth drop probability of the last block
 * @param objective masked reconstruction
 * @param optimizer of the local steps
 * @param loop how training goes in rounds
 * @param seed keys everything random
 */
public record PretrainConfig(
    String encoder,
    double stochasticDepth,
    Objective.Reconstruction objective,
    OptimizerSettings optimizer,
    LoopSettings loop,
    long seed) {

  /** Checks that every part is there. */
  public PretrainConfig {
    Sections.require(encoder, "encoder");
    Sections.require(objective, "objective");
    Sections.require(optimizer, "optimizer");
    Sections.require(loop, "loop");
  }

  EncoderConfig architecture() {
    return Encoders.load(encoder, stochasticDepth);
  }

  TrainerSpec spec(EncoderConfig architecture, long totalSteps) {
    return new TrainerSpec(architecture, objective, optimizer.over(totalSteps), seed);
  }

  /** The same with another number of workers. */
  public PretrainConfig withWorkers(int workers) {
    return new PretrainConfig(
        encoder, stochasticDepth, objective, optimizer, loop.withWorkers(workers), seed);
  }
}
