package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.source.LabelFiles;
import org.ecgnat.preprocessing.source.SourceAnnotator;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.ecgnat.preprocessing.source.SourceException;

/**
 * A source with its labels read, as executors need it.
 *
 * @param definition what it is
 * @param annotator adds its labels to recordings
 * @param pseudonyms what its identifiers are stored as
 * @param inputs where its recordings lie
 */
public record PreparedSource(
    SourceDefinition definition,
    SourceAnnotator annotator,
    Pseudonyms pseudonyms,
    List<String> inputs)
    implements Serializable {

  /** Reads the definition that an input names. */
  public static SourceDefinition definition(SourceInput input) {
    return ConfigFiles.load(SourceDefinition.class, "sources", input.source(), List.of());
  }

  /**
   * Reads the labels of a source.
   *
   * @throws UserException where they are missing or do not fit
   */
  public static PreparedSource of(
      Configuration hadoop,
      SourceDefinition definition,
      SourceInput input,
      Pseudonyms pseudonyms,
      ArchiveLimits limits) {
    try {
      return new PreparedSource(
          definition,
          SourceAnnotator.of(definition, labelFiles(hadoop, definition, input, limits)),
          pseudonyms,
          input.inputs());
    } catch (SourceException e) {
      throw new UserException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UserException(
          "Cannot read the labels of source "
              + definition.name()
              + ": "
              + e.getMessage()
              + "; check --labels and its permissions",
          e);
    }
  }

  private static LabelFiles labelFiles(
      Configuration hadoop, SourceDefinition definition, SourceInput input, ArchiveLimits limits)
      throws IOException {
    if (input.labels().isEmpty()) {
      return HadoopLabelFiles.around(hadoop, input.inputs(), limits);
    }
    String name = definition.labels().file();
    LabelFiles given = HadoopLabelFiles.given(hadoop, input.labels(), name);
    if (name.isEmpty()) {
      throw UserException.usage(
          "Cannot use --labels: source " + definition.name() + " has no labels file");
    } else if (given.read(name).isEmpty()) {
      throw new UserException(
          "Cannot read labels " + input.labels() + ": there is no such file; check --labels");
    }
    return given;
  }
}
