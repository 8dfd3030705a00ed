package org.ecgnat.jobs.preprocess;

import org.ecgnat.preprocessing.format.FileNames;

/**
 * A file below an input.
 *
 * @param folder fully qualified, with a slash at its end
 * @param name its plain name
 */
record InputFile(String folder, String name) {

  String path() {
    return folder + name;
  }

  /** The name without its last extension: files that share it in a folder belong together. */
  String stem() {
    return FileNames.stem(name);
  }

  /** The last extension with its dot, or {@code (none)}. */
  String extension() {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "(none)" : name.substring(dot);
  }
}
