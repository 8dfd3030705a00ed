package org.ecgnat.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.training.BeatSettings;
import org.ecgnat.jobs.training.PretrainConfig;
import org.ecgnat.model.cost.BeatRegressionCost;
import org.ecgnat.model.cost.MultiplyAdds;
import org.ecgnat.model.cost.NetworkCost;
import org.ecgnat.model.cost.StageCost;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EncoderConfig;

/** Says what a network costs: all of an ECG-NAT, of another its parameters. */
final class CostLines {
  static final int BATCH = 32;

  /** What libtorch takes before the first array, measured. */
  private static final long LIBTORCH_BYTES = 300L << 20;

  /** Weights, their gradients and two moments, in single precision. */
  private static final int BYTES_A_PARAMETER = 16;

  private static final double MEBIBYTE = 1L << 20;
  private static final double MILLION = 1e6;

  private CostLines() {}

  static List<String> of(EncoderConfig config) {
    if (config instanceof EcgNatConfig ours) {
      NetworkCost cost = NetworkCost.of(ours);
      List<String> lines = new ArrayList<>(ofReconstruction(cost));
      lines.addAll(ofBeats(ours));
      lines.addAll(ofStages(cost.stages()));
      return lines;
    }
    return List.of(line("parameters: encoder %,d", NetworkCost.encoderParameters(config)));
  }

  /**
   * Memory outside the heap of a process that pre-trains as it comes, with {@link #BATCH} a step.
   */
  static long trainingBytes(EcgNatConfig config) {
    NetworkCost cost = NetworkCost.of(config);
    Optional<BeatRegressionCost> beats = beats(config);
    long parameters =
        cost.autoencoderParameters() + beats.map(BeatRegressionCost::parameters).orElse(0L);
    long step = cost.stepBytes() + beats.map(BeatRegressionCost::stepBytes).orElse(0L);
    return LIBTORCH_BYTES + BYTES_A_PARAMETER * parameters + BATCH * step;
  }

  private static Optional<BeatRegressionCost> beats(EcgNatConfig config) {
    BeatSettings settings = settings();
    return settings.weight() == 0
        ? Optional.empty()
        : Optional.of(BeatRegressionCost.of(config, settings.with(config)));
  }

  private static BeatSettings settings() {
    return ConfigFiles.load(PretrainConfig.class, "experiments", PretrainConfig.DEFAULT, List.of())
        .objective()
        .beat();
  }

  private static List<String> ofReconstruction(NetworkCost cost) {
    MultiplyAdds work = cost.multiplyAdds();
    return List.of(
        line(
            "parameters: encoder %,d, masked autoencoder %,d",
            cost.encoderParameters(), cost.autoencoderParameters()),
        line(
            "multiply-adds of a window, forward: encoder %.1f M, masked autoencoder %.1f M",
            work.encoder() / MILLION, work.autoencoder() / MILLION),
        line(
            "  stem %.1f, attention's projections %.1f, its scores and values %.1f, MLPs %.1f,"
                + " down-sampling %.1f, decoder %.1f",
            work.stem() / MILLION,
            work.projections() / MILLION,
            work.attention() / MILLION,
            work.mlps() / MILLION,
            work.downsampling() / MILLION,
            work.decoder() / MILLION),
        line(
            "memory of a step of masked reconstruction: %.1f MiB a window, %.0f MiB a batch of %d",
            cost.stepBytes() / MEBIBYTE, BATCH * cost.stepBytes() / MEBIBYTE, BATCH));
  }

  private static List<String> ofBeats(EcgNatConfig config) {
    return beats(config).map(CostLines::lines).orElse(List.of());
  }

  private static List<String> lines(BeatRegressionCost cost) {
    return List.of(
        line(
            "median beats as %s regresses them, from views of %s s, add:",
            PretrainConfig.DEFAULT, settings().viewSeconds()),
        line(
            "  %,d parameters, %.1f M multiply-adds, memory of %.1f MiB a window, %.0f MiB a batch"
                + " of %d",
            cost.parameters(),
            cost.multiplyAdds() / MILLION,
            cost.stepBytes() / MEBIBYTE,
            BATCH * cost.stepBytes() / MEBIBYTE,
            BATCH));
  }

  private static List<String> ofStages(List<StageCost> stages) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line("%5s  %6s  %8s  %6s  %s", "stage", "tokens", "channels", "blocks", "one token sees"));
    for (int i = 0; i < stages.size(); i++) {
      StageCost stage = stages.get(i);
      lines.add(
          line(
              "%5d  %6d  %8d  %6d  %.2f s",
              i, stage.tokens(), stage.channels(), stage.blocks(), stage.windowSeconds()));
    }
    return lines;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
