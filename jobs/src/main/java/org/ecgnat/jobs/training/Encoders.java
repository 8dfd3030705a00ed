package org.ecgnat.jobs.training;

import java.util.List;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/** Architectures by name. */
final class Encoders {
  private Encoders() {}

  /** The encoder of {@code conf/encoders/NAME.yaml} or of a file. */
  static EncoderConfig load(String nameOrFile, double stochasticDepth) {
    EncoderConfig encoder =
        ConfigFiles.load(EncoderConfig.class, "encoders", nameOrFile, List.of());
    return encoder.withStochasticDepth(stochasticDepth);
  }

  /**
   * Checks that windows fit an encoder.
   *
   * @throws UserException where length or rate differ
   */
  static void checkFits(EncoderConfig encoder, ConditioningRecipe recipe) {
    if (recipe.windowSamples() != encoder.samples()
        || recipe.samplingRateHz() != encoder.samplingRateHz()) {
      throw new UserException(
          "Cannot train this encoder on this corpus: recipe "
              + recipe.name()
              + " makes windows of "
              + recipe.windowSamples()
              + " samples at "
              + recipe.samplingRateHz()
              + " Hz, the encoder takes "
              + encoder.samples()
              + " at "
              + encoder.samplingRateHz()
              + " Hz; choose another encoder or preprocess with another recipe");
    }
  }
}
