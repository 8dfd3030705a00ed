package org.ecgnat.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ecgnat.model.cost.MultiplyAdds;
import org.ecgnat.model.cost.NetworkCost;
import org.ecgnat.model.cost.StageCost;
import org.ecgnat.model.cost.StepMemory;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EncoderConfig;

/** Says what a network costs: all of an ECG-NAT, of another its parameters. */
final class CostLines {
  private static final int BATCH = 32;
  private static final double MEBIBYTE = 1L << 20;
  private static final double MILLION = 1e6;

  private CostLines() {}

  static List<String> of(EncoderConfig config) {
    if (config instanceof EcgNatConfig ours) {
      return of(NetworkCost.of(ours));
    }
    return List.of(line("parameters: encoder %,d", NetworkCost.encoderParameters(config)));
  }

  private static List<String> of(NetworkCost cost) {
    MultiplyAdds work = cost.multiplyAdds();
    StepMemory memory = cost.stepMemory();
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "parameters: encoder %,d, masked autoencoder %,d",
            cost.encoderParameters(), cost.autoencoderParameters()));
    lines.add(
        line(
            "multiply-adds of a window, forward: encoder %.1f M, masked autoencoder %.1f M",
            work.encoder() / MILLION, work.autoencoder() / MILLION));
    lines.add(
        line(
            "  stem %.1f, attention's projections %.1f, its scores and values %.1f, MLPs %.1f,"
                + " down-sampling %.1f, decoder %.1f",
            work.stem() / MILLION,
            work.projections() / MILLION,
            work.attention() / MILLION,
            work.mlps() / MILLION,
            work.downsampling() / MILLION,
            work.decoder() / MILLION));
    lines.add(
        line(
            "memory of a pre-training step: %.1f MiB a window, %.0f MiB a batch of %d",
            memory.held() / MEBIBYTE, BATCH * memory.held() / MEBIBYTE, BATCH));
    lines.add(
        line(
            "  of which the backward pass needs %.1f MiB and %.0f MiB",
            memory.saved() / MEBIBYTE, BATCH * memory.saved() / MEBIBYTE));
    lines.add(
        line("%5s  %6s  %8s  %6s  %s", "stage", "tokens", "channels", "blocks", "one token sees"));
    for (int i = 0; i < cost.stages().size(); i++) {
      StageCost stage = cost.stages().get(i);
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
