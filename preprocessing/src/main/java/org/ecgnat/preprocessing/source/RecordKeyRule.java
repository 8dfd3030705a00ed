package org.ecgnat.preprocessing.source;

/** What tells the recordings of a source apart. */
public enum RecordKeyRule {
  /** Their names alone, wherever they lie: a file that is moved is the same recording. */
  NAME,

  /**
   * The folder below the input, that of an archive included, and the name: for folders that repeat
   * file names. A file that is moved is another recording.
   */
  PATH;

  /**
   * The key of a recording.
   *
   * @param folder its folder below the input, empty or with a slash at its end
   * @param name its name
   */
  public String key(String folder, String name) {
    return this == PATH ? folder + name : name;
  }

  /** The key that a labels file means: it may give the path of a header. */
  String listed(String cell) {
    String name =
        this == PATH
            ? cell.startsWith("./") ? cell.substring(2) : cell
            : cell.substring(cell.lastIndexOf('/') + 1);
    return name.endsWith(".hea") ? name.substring(0, name.length() - ".hea".length()) : name;
  }
}
