package org.ecgnat.preprocessing.format;

import java.util.Locale;

/** What recordings of a source are called. */
public final class RecordKeys {
  private static final String WFDB_HEADER = ".hea";

  private RecordKeys() {}

  /**
   * The key of a recording: the record's name in WFDB, whose records are several files of one name,
   * and the whole file name in all other formats, so that {@code Example.dcm} and {@code
   * Example.xml} are two recordings. Names that a reader takes from within a file stay as they are.
   *
   * @param name the reader's name of the recording
   * @param mainName plain name of its main file
   */
  public static String of(String name, String mainName) {
    if (mainName.toLowerCase(Locale.ROOT).endsWith(WFDB_HEADER) || name.startsWith(mainName)) {
      return name;
    }
    String stem = FileNames.stem(mainName);
    boolean named = name.equals(stem) || name.startsWith(stem + "#");
    return named ? mainName + name.substring(stem.length()) : name;
  }

  /**
   * The name that a table of labels may give a recording instead of its key: without the extension
   * of the file and without the number of the recording in it.
   */
  public static String withoutExtension(String key) {
    int number = key.lastIndexOf('#');
    String path = number > 0 ? key.substring(0, number) : key;
    int name = path.lastIndexOf('/') + 1;
    return path.substring(0, name) + FileNames.stem(path.substring(name));
  }
}
