package org.ecgnat.jobs.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.prediction.ExecutorModels;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelTask;
import org.ecgnat.model.encoder.EncoderConfig;

/** Checks a model directory or an architecture, and says what the network costs. */
public final class ModelCheck {
  private static final String NAME = "model";
  private static final String KIND = "encoders";

  private ModelCheck() {}

  /**
   * Checks what is given.
   *
   * @param given a name of {@code conf/encoders}, a YAML file, or a model directory at any Hadoop
   *     path
   */
  public static Finding model(String given) {
    return isArchitecture(given) ? architecture(given) : directory(given);
  }

  /** The architecture of what is given; empty where it cannot be read. */
  static Optional<EncoderConfig> encoder(String given) {
    try {
      return Optional.of(
          isArchitecture(given)
              ? ConfigFiles.load(EncoderConfig.class, KIND, given, List.of())
              : open(given).description().encoder());
    } catch (UserException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isArchitecture(String given) {
    return given.endsWith(".yaml")
        || given.endsWith(".yml")
        || ConfigFiles.isShipped(KIND, given)
        || Files.isRegularFile(Path.of(given));
  }

  private static EcgModel open(String directory) {
    return ExecutorModels.open(ModelFiles.read(new Configuration(), directory));
  }

  private static Finding architecture(String nameOrFile) {
    try {
      EncoderConfig config = ConfigFiles.load(EncoderConfig.class, KIND, nameOrFile, List.of());
      return Finding.ok(
          NAME, "architecture " + nameOrFile + ", " + takes(config), CostLines.of(config));
    } catch (UserException | IllegalArgumentException e) {
      return Finding.fail(
          NAME, e.getMessage(), "write it as the files of conf/encoders are written");
    }
  }

  private static String takes(EncoderConfig config) {
    return "for %d leads of %d samples at %s Hz"
        .formatted(
            config.leads(),
            config.samples(),
            new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(config.samplingRateHz()));
  }

  /** Checks names, sizes and checksums, and loads the network. */
  private static Finding directory(String directory) {
    try {
      EcgModel model = open(directory);
      String task =
          model
              .description()
              .task()
              .map(ModelCheck::describe)
              .orElse("an encoder alone, which classifies nothing");
      return Finding.ok(
          NAME,
          model.description().id() + " " + model.version() + ", " + task + ", of " + directory,
          CostLines.of(model.description().encoder()));
    } catch (UserException e) {
      return Finding.fail(
          NAME,
          e.getMessage(),
          "copy the model directory again, all of it; or name an architecture of conf/encoders or a"
              + " .yaml file");
    }
  }

  private static String describe(ModelTask task) {
    return "task " + task.name() + " with " + task.classes().size() + " classes";
  }
}
