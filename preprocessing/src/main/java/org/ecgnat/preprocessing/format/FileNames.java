package org.ecgnat.preprocessing.format;

import java.util.Locale;

/**
 * Plain file names, and patterns of them, in which {@code *} stands for any text and {@code ?} for
 * a letter.
 */
public final class FileNames {
  private FileNames() {}

  /**
   * Whether a name is that of a file in a folder and leads nowhere else: it is not empty, has no
   * slash of either kind and is neither {@code .} nor {@code ..}.
   */
  public static boolean isPlain(String name) {
    return !name.isEmpty()
        && !name.equals(".")
        && !name.equals("..")
        && name.indexOf('/') < 0
        && name.indexOf('\\') < 0;
  }

  /**
   * Whether a file name fits a pattern, without regard to case. Takes time in proportion to the
   * product of their lengths at most.
   *
   * @param pattern such as {@code ecg_*.csv}; an empty one fits nothing
   * @param name plain name
   */
  public static boolean fit(String pattern, String name) {
    String p = pattern.toLowerCase(Locale.ROOT);
    String n = name.toLowerCase(Locale.ROOT);
    int at = 0;
    int star = -1;
    int retry = 0;
    int i = 0;
    while (i < n.length()) {
      if (at < p.length() && p.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (at < p.length() && (p.charAt(at) == '?' || p.charAt(at) == n.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    while (at < p.length() && p.charAt(at) == '*') {
      at++;
    }
    return at == p.length() && !p.isEmpty();
  }

  /**
   * A plain name without its last extension: what names a recording of one file, and what files of
   * one recording share in a folder.
   */
  public static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
