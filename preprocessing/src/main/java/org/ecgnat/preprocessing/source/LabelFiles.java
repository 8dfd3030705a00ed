package org.ecgnat.preprocessing.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the label files of a source by plain name. */
@FunctionalInterface
public interface LabelFiles {
  /** How many folders above the input are searched. */
  int LEVELS_ABOVE_INPUT = 2;

  /** There are none. */
  LabelFiles NONE = name -> Optional.empty();

  /**
   * Reads a whole file.
   *
   * @param name its plain name
   * @return its bytes, or empty where there is no such file
   * @throws IOException where it exists and cannot be read
   */
  Optional<byte[]> read(String name) throws IOException;

  /** The files of these places; the first that has a file wins. */
  static LabelFiles firstOf(List<LabelFiles> places) {
    List<LabelFiles> copy = List.copyOf(places);
    return name -> {
      for (LabelFiles place : copy) {
        Optional<byte[]> file = place.read(name);
        if (file.isPresent()) {
          return file;
        }
      }
      return Optional.empty();
    };
  }

  /** The files of a local folder. */
  static LabelFiles in(Path folder) {
    return name -> {
      Path file = folder.resolve(name);
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    };
  }

  /**
   * The files of a local input, a folder or a file, and of {@link #LEVELS_ABOVE_INPUT} folders
   * above it.
   */
  static LabelFiles around(Path input) {
    List<LabelFiles> places = new ArrayList<>();
    Path folder = input.toAbsolutePath().normalize();
    for (int level = 0; level <= LEVELS_ABOVE_INPUT && folder != null; level++) {
      places.add(in(folder));
      folder = folder.getParent();
    }
    return firstOf(places);
  }
}
