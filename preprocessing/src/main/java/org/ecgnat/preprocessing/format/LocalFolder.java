package org.ecgnat.preprocessing.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a local folder.
 *
 * @param folder where they lie
 */
public record LocalFolder(Path folder) implements SiblingFiles {

  /** The folder of a file. */
  public static LocalFolder of(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("A root is no file: " + file);
    }
    return new LocalFolder(parent);
  }

  @Override
  public Optional<Content> read(String name) throws IOException {
    if (!FileNames.isPlain(name)) {
      throw new IllegalArgumentException("Not a plain file name");
    }
    Path path = folder.resolve(name);
    try {
      return Optional.of(
          new Content(
              Files.readAllBytes(path),
              path.toString(),
              Files.getLastModifiedTime(path).toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
