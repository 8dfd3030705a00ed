package org.ecgnat.jobs.prediction;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.LocalFolders;
import org.ecgnat.model.artifact.EcgModel;
import org.ecgnat.model.artifact.ModelFormatException;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * The files of a model directory on their way to the executors, which then need neither a shared
 * file system nor the driver's paths.
 *
 * @param directory where they came from
 * @param id SHA-256 of all names and contents: a damaged copy is another model
 * @param files plain name → bytes
 */
public record ModelFiles(String directory, String id, Map<String, byte[]> files)
    implements Serializable {
  private static final String MANIFEST = "MANIFEST.json";

  /**
   * Reads a model directory; its content is checked where it is opened.
   *
   * @param directory any Hadoop path
   * @throws UserException where it is none
   */
  public static ModelFiles read(Configuration hadoop, String directory) {
    Path path = new Path(directory);
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      Map<String, byte[]> files = new HashMap<>();
      for (FileStatus status : fileSystem.listStatus(path)) {
        // a local checksum file that Hadoop left says nothing about the model
        if (status.isFile() && !status.getPath().getName().endsWith(".crc")) {
          try (InputStream in = fileSystem.open(status.getPath())) {
            files.put(status.getPath().getName(), in.readAllBytes());
          }
        }
      }
      if (!files.containsKey(MANIFEST)) {
        throw new FileNotFoundException(MANIFEST);
      }
      return new ModelFiles(directory, digest(files), Map.copyOf(files));
    } catch (FileNotFoundException e) {
      throw new UserException(
          "Cannot open model "
              + directory
              + ": there is no "
              + MANIFEST
              + "; give the model directory that finetune wrote",
          e);
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot read model " + directory + ": " + e.getMessage() + "; check its permissions", e);
    }
  }

  private static String digest(Map<String, byte[]> files) {
    StringBuilder listing = new StringBuilder();
    new TreeMap<>(files)
        .forEach(
            (name, bytes) ->
                listing.append(name).append(' ').append(Sha256.hex(bytes)).append('\n'));
    return Sha256.hex(listing.toString());
  }

  /**
   * Opens the model; whoever does closes it. {@link ExecutorModels} keeps one open a process.
   *
   * @throws UserException where the files are no sound model
   */
  public EcgModel open() {
    java.nio.file.Path folder = unpack();
    try {
      try {
        return EcgModel.open(folder);
      } finally {
        LocalFolders.delete(folder);
      }
    } catch (ModelFormatException e) {
      throw new UserException(
          "Cannot open model "
              + directory
              + ": "
              // the user knows the original, not the copy
              + e.getMessage().replace(folder.toString(), directory),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the files into a new temporary folder of this machine. */
  private java.nio.file.Path unpack() {
    try {
      java.nio.file.Path folder = Files.createTempDirectory("ecgnat-model");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
