package org.ecgnat.jobs.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.LocalFolders;
import org.ecgnat.model.artifact.ModelDescription;
import org.ecgnat.model.artifact.ModelDirectory;
import org.ecgnat.model.artifact.ModelFormatException;
import org.ecgnat.model.training.ParameterLayout;

/** Model directories on any file system that Hadoop reaches. */
final class ModelFiles {
  static final String FOLDER = "model";
  private static final String WRITING = ".model.writing";

  private ModelFiles() {}

  /** What to do with a model directory on this machine. */
  @FunctionalInterface
  interface Use<T> {
    T with(ModelDirectory model) throws IOException;
  }

  /**
   * Writes {@code model/} of a run, replacing none.
   *
   * @throws UserException where it cannot be written
   */
  static void write(
      RunFiles run, ModelDescription description, ParameterLayout layout, float[] weights) {
    try {
      if (run.local(FOLDER).isPresent()) {
        ModelDirectory.write(run.local(FOLDER).get(), description, layout, weights);
      } else {
        Path temporary = Files.createTempDirectory("ecgnat-model");
        try {
          Path model = temporary.resolve(FOLDER);
          ModelDirectory.write(model, description, layout, weights);
          run.delete(WRITING);
          run.copyFromLocal(model, WRITING);
          run.rename(WRITING, FOLDER);
        } finally {
          LocalFolders.delete(temporary);
        }
      }
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot write the model to "
              + run.path(FOLDER)
              + ": "
              + e.getMessage()
              + "; free space or mend permissions, then add --resume",
          e);
    }
  }

  /**
   * Uses a model.
   *
   * @param directory the model directory, or a run directory that holds one
   * @throws UserException where there is no model, or not a whole one
   */
  static <T> T use(Configuration hadoop, String directory, Use<T> use) {
    RunFiles files = new RunFiles(hadoop, directory);
    String relative = files.exists(FOLDER) ? FOLDER : ".";
    try {
      if (files.local(relative).isPresent()) {
        return use.with(ModelDirectory.open(files.local(relative).get()));
      }
      Path temporary = Files.createTempDirectory("ecgnat-model");
      try {
        Path model = temporary.resolve(FOLDER);
        org.apache.hadoop.fs.Path remote = files.path(relative);
        FileSystem fileSystem = remote.getFileSystem(hadoop);
        fileSystem.copyToLocalFile(
            false, remote, new org.apache.hadoop.fs.Path(model.toUri()), true);
        return use.with(ModelDirectory.open(model));
      } finally {
        LocalFolders.delete(temporary);
      }
    } catch (ModelFormatException e) {
      throw new UserException(
          "Cannot open model " + directory + ": " + e.getMessage() + "; check the path", e);
    } catch (IOException e) {
      throw UserException.environment("Cannot read model " + directory + ": " + e.getMessage(), e);
    }
  }
}
