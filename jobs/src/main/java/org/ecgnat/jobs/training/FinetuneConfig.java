package org.ecgnat.jobs.training;

import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.training.probe.ProbeSettings;
import org.ecgnat.model.classification.Positives;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainerSpec;

/**
 * {@code conf/experiments/finetune-*.yaml}.
 *
 * @param encoder a name below {@code conf/encoders} or a file, where no encoder is given
 * @param stochasticDepth drop probability of the last block
 * @param objective cross-entropy and contrastive loss
 * @param optimizer of the local steps
 * @param loop how training goes in rounds
 * @param probe the regression of a linear probe
 * @param headFromProbe whether training of a given encoder begins with the head of such a probe
 *     (Kumar et al., "Fine-Tuning can Distort Pretrained Features and Underperform
 *     Out-of-Distribution", ICLR 2022) instead of a random one
 */
public record FinetuneConfig(
    String encoder,
    double stochasticDepth,
    ClassificationSettings objective,
    OptimizerSettings optimizer,
    LoopSettings loop,
    ProbeSettings probe,
    boolean headFromProbe) {

  /**
   * The objective as an experiment states it; the classes are the task's.
   *
   * @param contrastiveWeight λ; 0 for cross-entropy alone
   * @param temperature of the contrastive loss
   * @param positives {@code jaccard} or {@code identical}
   * @param projectionWidth width of the contrastive embedding
   * @param dropout before the linear head
   * @param augmentation what makes a view
   * @param crops pieces of a window that are looked at
   */
  public record ClassificationSettings(
      double contrastiveWeight,
      double temperature,
      String positives,
      int projectionWidth,
      double dropout,
      Objective.Augmentation augmentation,
      Crops crops) {

    /** Checks that every part is there and makes sense. */
    public ClassificationSettings {
      double any = Double.POSITIVE_INFINITY;
      Sections.within("objective.contrastiveWeight", contrastiveWeight, 0, any);
      Sections.positive("objective.temperature", temperature);
      Sections.require(positives, "objective.positives");
      checkPositives(positives);
      Sections.within("objective.projectionWidth", projectionWidth, 1, any);
      Sections.within("objective.dropout", dropout, 0, 1);
      Sections.augmentation("objective.augmentation", augmentation);
      Sections.require(crops, "objective.crops");
    }

    private static void checkPositives(String name) {
      try {
        var unused = Positives.of(name);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "objective.positives is " + name + "; give jaccard or identical", e);
      }
    }
  }

  /** Checks that every part is there and makes sense. */
  public FinetuneConfig {
    Sections.require(encoder, "encoder");
    Sections.within("stochasticDepth", stochasticDepth, 0, 1);
    Sections.require(objective, "objective");
    Sections.require(optimizer, "optimizer");
    Sections.require(loop, "loop");
    Sections.require(probe, "probe");
  }

  TrainerSpec spec(EncoderConfig architecture, Task task, long seed, long totalSteps) {
    Objective.Classification classification =
        new Objective.Classification(
            task.classNames(),
            task.kind() == Task.Kind.MULTI_LABEL,
            objective.contrastiveWeight(),
            objective.temperature(),
            objective.positives(),
            objective.projectionWidth(),
            objective.dropout(),
            objective.augmentation(),
            objective.crops());
    return new TrainerSpec(architecture, classification, optimizer.over(totalSteps), seed);
  }

  /** The same with another number of workers. */
  public FinetuneConfig withWorkers(int workers) {
    return new FinetuneConfig(
        encoder,
        stochasticDepth,
        objective,
        optimizer,
        loop.withWorkers(workers),
        probe,
        headFromProbe);
  }

  /** The same with another architecture where no encoder is given. */
  public FinetuneConfig withEncoder(String nameOrFile) {
    return new FinetuneConfig(
        nameOrFile, stochasticDepth, objective, optimizer, loop, probe, headFromProbe);
  }

  /**
   * The same for a network without anything pre-trained in it: one rate for all of it, and no
   * features to begin a head with.
   */
  FinetuneConfig fromScratch() {
    return new FinetuneConfig(
        encoder, stochasticDepth, objective, optimizer.withOneRate(), loop, probe, false);
  }
}
