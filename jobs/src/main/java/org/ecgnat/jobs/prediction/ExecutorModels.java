package org.ecgnat.jobs.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelFormatException;

/** The models that this process has opened: each once, shared by all of its tasks. */
public final class ExecutorModels {
  private static final Map<String, EcgModel> OPEN = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  /**
   * Opens a model, or returns it where this process has it open already.
   *
   * @throws UserException where the files are no sound model
   */
  public static EcgModel open(ModelFiles files) {
    return OPEN.computeIfAbsent(files.id(), id -> unpackAndOpen(files));
  }

  private static EcgModel unpackAndOpen(ModelFiles files) {
    Path folder = files.unpack();
    try {
      return EcgModel.open(folder);
    } catch (ModelFormatException e) {
      throw new UserException(
          "Cannot open model "
              + files.directory()
              + ": "
              // the user knows the original, not the copy
              + e.getMessage().replace(folder.toString(), files.directory()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
