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
 * @param objective masked reconstruction and regression of beats
 * @param optimizer of the local steps
 * @param loop how training goes in rounds
 * @param seed keys everything random
 */
public record PretrainConfig(
    String encoder,
    double stochasticDepth,
    ReconstructionSettings objective,
    OptimizerSettings optimizer,
    LoopSettings loop,
    long seed) {

  /** The experiment that pre-training takes unless it is told another. */
  public static final String DEFAULT = "pretrain-tiny";

  /**
   * The objective as an experiment states it.
   *
   * @param maskRatio fraction of units hidden
   * @param varianceFloor floor added in quadrature to a target's standard deviation
   * @param beat regression of median beats
   */
  public record ReconstructionSettings(double maskRatio, double varianceFloor, BeatSettings beat) {

    /** Checks that every part is there and makes sense. */
    public ReconstructionSettings {
      Sections.positive("objective.maskRatio", maskRatio);
      Sections.within("objective.maskRatio", maskRatio, 0, 1);
      Sections.within("objective.varianceFloor", varianceFloor, 0, Double.POSITIVE_INFINITY);
      Sections.require(beat, "objective.beat");
    }
  }

  /** Checks that every part is there and makes sense. */
  public PretrainConfig {
    Sections.require(encoder, "encoder");
    Sections.within("stochasticDepth", stochasticDepth, 0, 1);
    Sections.require(objective, "objective");
    Sections.require(optimizer, "optimizer");
    Sections.require(loop, "loop");
  }

  EncoderConfig architecture() {
    if (Encoders.load(encoder, stochasticDepth) instanceof EcgNatConfig architecture) {
      objective.beat().checkFits(architecture);
      return architecture;
    }
    throw new UserException(
        "Cannot pre-train "
            + encoder
            + ": a masked autoencoder needs an ECG-NAT encoder; choose one of conf/encoders, such as"
            + " tiny");
  }

  TrainerSpec spec(EncoderConfig architecture, long totalSteps) {
    Objective.Reconstruction reconstruction =
        new Objective.Reconstruction(
            objective.maskRatio(), objective.varianceFloor(), objective.beat().with(architecture));
    return new TrainerSpec(architecture, reconstruction, optimizer.over(totalSteps), seed);
  }

  /** The same with another number of workers. */
  public PretrainConfig withWorkers(int workers) {
    return new PretrainConfig(
        encoder, stochasticDepth, objective, optimizer, loop.withWorkers(workers), seed);
  }
}
