package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.source.LabelFiles;

/** Finds label files on any Hadoop file system. */
final class HadoopLabelFiles {
  private HadoopLabelFiles() {}

  /** Looks into the inputs and some folders above each, and then into those that are archives. */
  static LabelFiles around(Configuration hadoop, List<String> inputs, ArchiveLimits limits)
      throws IOException {
    List<LabelFiles> places = new ArrayList<>();
    for (String input : inputs) {
      FileSystem files = new Path(input).getFileSystem(hadoop);
      Path folder = files.makeQualified(new Path(input));
      for (int level = 0; level <= LabelFiles.LEVELS_ABOVE_INPUT && folder != null; level++) {
        Path place = folder;
        places.add(name -> read(files, new Path(place, name)));
        folder = folder.getParent();
      }
    }
    for (String input : inputs) {
      Path path = new Path(input);
      if (ArchiveKind.of(path.getName()).isPresent()) {
        places.add(new ArchiveLabelFiles(path.getFileSystem(hadoop), path, limits));
      }
    }
    return LabelFiles.firstOf(places);
  }

  /**
   * The file that the user named stands for the source's labels file; the others lie beside it.
   *
   * @param labelsName the plain name that the source gives its labels file
   */
  static LabelFiles given(Configuration hadoop, String file, String labelsName) throws IOException {
    Path path = new Path(file);
    FileSystem files = path.getFileSystem(hadoop);
    return name ->
        read(
            files,
            name.equals(labelsName) ? path : new Path(files.makeQualified(path).getParent(), name));
  }

  private static Optional<byte[]> read(FileSystem files, Path path) throws IOException {
    if (!files.exists(path)) {
      // also below a file, such as an archive
      return Optional.empty();
    }
    try (FSDataInputStream in = files.open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
