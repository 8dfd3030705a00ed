package org.ecgnat.jobs.training;

import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.encoder.EcgNatConfig;
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

  /** Checks that every part is there and makes sense. */
  public PretrainConfig {
    Sections.require(encoder, "encoder");
    Sections.within("stochasticDepth", stochasticDepth, 0, 1);
    Sections.require(objective, "objective");
    Sections.positive("objective.maskRatio", objective.maskRatio());
    Sections.within("objective.maskRatio", objective.maskRatio(), 0, 1);
    Sections.within(
        "objective.varianceFloor", objective.varianceFloor(), 0, Double.POSITIVE_INFINITY);
    Sections.require(optimizer, "optimizer");
    Sections.require(loop, "loop");
  }

  EncoderConfig architecture() {
    if (Encoders.load(encoder, stochasticDepth) instanceof EcgNatConfig architecture) {
      return architecture;
    }
    throw new UserException(
        "Cannot pre-train "
            + encoder
            + ": a masked autoencoder needs an ECG-NAT encoder; choose one of conf/encoders, such as"
            + " tiny");
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
