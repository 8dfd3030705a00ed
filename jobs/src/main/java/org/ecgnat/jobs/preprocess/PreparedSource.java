package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.source.LabelFiles;
import org.ecgnat.preprocessing.source.RecordKeyRule;
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
 * @param roots the inputs' folders as listings name them, with a slash at the end, outermost first;
 *     empty where recordings are told apart by name
 */
public record PreparedSource(
    SourceDefinition definition,
    SourceAnnotator annotator,
    Pseudonyms pseudonyms,
    List<String> inputs,
    List<String> roots)
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
          input.inputs(),
          definition.recordKey() == RecordKeyRule.PATH ? roots(hadoop, input.inputs()) : List.of());
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

  private static List<String> roots(Configuration hadoop, List<String> inputs) throws IOException {
    List<String> roots = new ArrayList<>();
    for (String input : inputs) {
      Path path = new Path(input);
      FileStatus found = path.getFileSystem(hadoop).getFileStatus(path);
      String root = (found.isFile() ? found.getPath().getParent() : found.getPath()).toString();
      roots.add(root.endsWith("/") ? root : root + "/");
    }
    roots.sort(Comparator.comparingInt(String::length));
    return List.copyOf(roots);
  }

  /**
   * The key of a recording.
   *
   * @param name its name
   * @param folder where its main file lies, as listings name it
   */
  String recordKey(String name, String folder) {
    String below =
        roots.stream()
            .filter(folder::startsWith)
            .findFirst()
            .map(root -> folder.substring(root.length()))
            .orElse("");
    return definition.recordKey().key(below, name);
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
