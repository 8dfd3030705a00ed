package org.ecgnat.model.cost;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.attention.BandPlan;
import org.ecgnat.model.encoder.EcgNatConfig;

/**
 * The sizes of an architecture's arrays: all that the counts know of it.
 *
 * @param leads input rows
 * @param samples of a window
 * @param stemChannels between the stem's two convolutions
 * @param headDimension channels an attention head
 * @param mlpRatio hidden width of a block's MLP over its channels
 * @param valuesPerUnit samples of all leads that a token of the last stage covers
 * @param stages from the first to the last
 */
record Geometry(
    int leads,
    int samples,
    int stemChannels,
    int headDimension,
    int mlpRatio,
    int valuesPerUnit,
    List<Stage> stages) {

  /**
   * A stage.
   *
   * @param tokens of one window
   * @param channels of a token
   * @param plans how each block's attention is cut, in the order of the blocks
   * @param windowSeconds as in {@link StageCost}
   */
  record Stage(int tokens, int channels, List<BandPlan> plans, double windowSeconds) {}

  /**
   * Reads an architecture.
   *
   * @throws IllegalArgumentException if a window is shorter than a token of the last stage
   */
  static Geometry of(EcgNatConfig config) {
    return of(config, config.samples());
  }

  /** The same for windows of another length, such as views. */
  static Geometry of(EcgNatConfig config, int samples) {
    if (samples < config.samplesPerUnit()) {
      throw new IllegalArgumentException(
          "A window of %d samples is shorter than a token of the last stage, %d samples"
              .formatted(samples, config.samplesPerUnit()));
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < config.depths().size(); i++) {
      int samplesPerToken = EcgNatConfig.SAMPLES_PER_TOKEN << i;
      int tokens = samples / samplesPerToken;
      List<BandPlan> plans = new ArrayList<>();
      int widest = 0;
      for (int block = 0; block < config.depths().get(i); block++) {
        int dilation = block % 2 == 1 ? config.dilations().get(i) : 1;
        BandPlan plan = BandPlan.of(tokens, config.kernelSize(), dilation);
        plans.add(plan);
        widest = Math.max(widest, (plan.effectiveKernel() - 1) * plan.groups() + 1);
      }
      double seconds = widest * samplesPerToken / config.samplingRateHz();
      stages.add(new Stage(tokens, config.width(i), List.copyOf(plans), seconds));
    }
    return new Geometry(
        config.leads(),
        samples,
        config.width() / 2,
        config.headDimension(),
        config.mlpRatio(),
        config.samplesPerUnit() * config.leads(),
        List.copyOf(stages));
  }

  Stage first() {
    return stages.get(0);
  }

  Stage last() {
    return stages.get(stages.size() - 1);
  }

  /** Places between the stem's two convolutions. */
  int stemPlaces() {
    return samples / 2;
  }
}
