package org.ecgnat.jobs.preprocess;

import java.io.Serializable;

/**
 * A file below an input.
 *
 * @param path fully qualified
 * @param name its plain name
 * @param sizeBytes its size
 * @param modifiedMillis when it was changed, since 1970
 */
record InputFile(String path, String name, long sizeBytes, long modifiedMillis)
    implements Serializable {

  /** The name without its last extension: files that share it in a folder belong together. */
  String stem() {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The last extension with its dot, or {@code (none)}. */
  String extension() {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "(none)" : name.substring(dot);
  }
}
