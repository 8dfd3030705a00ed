package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;

/**
 * Files of one name in one folder, such as {@code 00001_hr.hea} and {@code 00001_hr.dat}: read by
 * the same task.
 *
 * @param source name of the source that they belong to
 * @param folder fully qualified, with a slash at its end; inside an archive {@code
 *     ARCHIVE!/inner/folder/}
 * @param names those that may be a recording's main file
 * @param bytes their size together, companions included; unpacked
 * @param archive path of the archive that they lie in, or empty
 * @param part which part of the archive they are
 */
record FileGroup(
    String source, String folder, List<String> names, long bytes, String archive, Part part)
    implements Serializable {

  /** Which part of an archive a group is. */
  enum Part {
    /** Neither of the others, or not in an archive. */
    INNER,
    /** Tells what of the archive was refused; has no files. */
    REFUSALS,
    /** The last group to be read of it. */
    LAST
  }

  /** Bytes to read and what opening the files costs, expressed in bytes. */
  long weight() {
    return bytes + names.size() * TaskPlan.OPENING_BYTES;
  }

  /** The folder inside the archive, empty or with a slash at its end. */
  String folderInside() {
    return folder.substring(archive.length() + ArchiveKind.INSIDE.length());
  }
}
