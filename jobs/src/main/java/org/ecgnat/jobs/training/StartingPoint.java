package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;

/**
 * What fine-tuning begins with: a pre-trained encoder, or random weights.
 *
 * @param name the encoder's id and version, or {@code random}
 * @param architecture of the encoder
 * @param config the experiment, without rates that spare a pre-trained encoder where there is none
 * @param encoder directory of the encoder
 * @param hadoop finds it
 */
record StartingPoint(
    String name,
    EncoderConfig architecture,
    FinetuneConfig config,
    Optional<String> encoder,
    Configuration hadoop) {
  private static final String RANDOM = "random";

  /**
   * Looks at an encoder.
   *
   * @param encoder its directory; empty for random weights
   * @param recipeHash of the corpus
   * @throws UserException where there is none, or it expects windows of another recipe
   */
  static StartingPoint of(
      SparkSession spark, Optional<String> encoder, FinetuneConfig config, String recipeHash) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    if (encoder.isEmpty()) {
      EncoderConfig architecture = Encoders.load(config.encoder(), config.stochasticDepth());
      return new StartingPoint(RANDOM, architecture, config.fromScratch(), encoder, hadoop);
    }
    return ModelFiles.use(
        hadoop,
        encoder.get(),
        model -> {
          checkRecipe(encoder.get(), model, recipeHash);
          return new StartingPoint(
              model.description().id() + "@" + model.version(),
              model.description().encoder().withStochasticDepth(config.stochasticDepth()),
              config,
              encoder,
              hadoop);
        });
  }

  private static void checkRecipe(String encoder, ModelDirectory model, String recipeHash) {
    String expected = model.description().recipe().hash();
    if (!expected.equals(recipeHash)) {
      throw new UserException(
          "Cannot fine-tune encoder "
              + encoder
              + ": it expects windows of recipe "
              + expected
              + ", this corpus has windows of recipe "
              + recipeHash
              + "; preprocess with the encoder's recipe ("
              + model.description().recipe().name()
              + "), or choose another encoder");
    }
  }

  /** The weights before the first step. */
  float[] weights(TrainerSpec spec, ParameterLayout layout) {
    float[] weights = Trainers.initialWeights(spec);
    encoder.ifPresent(
        directory ->
            ModelFiles.use(
                hadoop,
                directory,
                model -> {
                  copy(model, layout, weights);
                  return weights;
                }));
    return weights;
  }

  private static void copy(ModelDirectory model, ParameterLayout layout, float[] weights) {
    try {
      model.copyEncoder(layout, weights);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
