package org.ecgnat.preprocessing.format.archive;

import java.util.Optional;
import org.ecgnat.preprocessing.format.FileNames;

/** What names of entries mean: only plain paths below the archive's root do. */
final class EntryNames {
  private static final int MAX_LENGTH = 4096;

  private EntryNames() {}

  /**
   * The path below the root, or empty where the name leads elsewhere or cannot be trusted:
   * absolute, with {@code ..}, a backslash, a drive, a control or undecodable character.
   */
  static Optional<String> safe(String name) {
    String path = name;
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (path.isEmpty() || path.length() > MAX_LENGTH || path.matches("[A-Za-z]:.*")) {
      return Optional.empty();
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' || c == '\uFFFD' || Character.isISOControl(c)) {
        return Optional.empty();
      }
    }
    for (String part : path.split("/", -1)) {
      if (!FileNames.isPlain(part)) {
        return Optional.empty();
      }
    }
    return Optional.of(path);
  }

  /** Whether a part of a path begins with a dot: editors' copies, resource forks. */
  static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }
}
