package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.util.List;

/**
 * Files of one name in one folder, such as {@code 00001_hr.hea} and {@code 00001_hr.dat}: read by
 * the same task.
 *
 * @param source name of the source that they belong to
 * @param folder fully qualified
 * @param files those that may be a recording's main file
 * @param bytes their size together, companions included
 */
record FileGroup(String source, String folder, List<InputFile> files, long bytes)
    implements Serializable {

  /** Bytes to read and what opening the files costs, expressed in bytes. */
  long weight() {
    return bytes + files.size() * TaskPlan.OPENING_BYTES;
  }
}
