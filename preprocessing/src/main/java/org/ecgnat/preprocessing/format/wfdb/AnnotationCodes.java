package org.ecgnat.preprocessing.format.wfdb;

import java.util.Map;
import java.util.Set;

/** The annotation codes of annot(5) with the symbols that stand for them in print. */
final class AnnotationCodes {
  /** A remark, whose text is in the auxiliary field. */
  static final int NOTE = 22;

  /** The largest code that marks an event; the ones above are fields of one (annot(5)). */
  static final int LARGEST = 49;

  private static final Map<Integer, String> SYMBOLS =
      Map.ofEntries(
          Map.entry(1, "N"),
          Map.entry(2, "L"),
          Map.entry(3, "R"),
          Map.entry(4, "a"),
          Map.entry(5, "V"),
          Map.entry(6, "F"),
          Map.entry(7, "J"),
          Map.entry(8, "A"),
          Map.entry(9, "S"),
          Map.entry(10, "E"),
          Map.entry(11, "j"),
          Map.entry(12, "/"),
          Map.entry(13, "Q"),
          Map.entry(14, "~"),
          Map.entry(16, "|"),
          Map.entry(18, "s"),
          Map.entry(19, "T"),
          Map.entry(20, "*"),
          Map.entry(21, "D"),
          Map.entry(NOTE, "\""),
          Map.entry(23, "="),
          Map.entry(24, "p"),
          Map.entry(25, "B"),
          Map.entry(26, "^"),
          Map.entry(27, "t"),
          Map.entry(28, "+"),
          Map.entry(29, "u"),
          Map.entry(30, "?"),
          Map.entry(31, "!"),
          Map.entry(32, "["),
          Map.entry(33, "]"),
          Map.entry(34, "e"),
          Map.entry(35, "n"),
          Map.entry(36, "@"),
          Map.entry(37, "x"),
          Map.entry(38, "f"),
          Map.entry(39, "("),
          Map.entry(40, ")"),
          Map.entry(41, "r"));

  /** PhysioNet's table of annotation codes, part "Beat annotations". */
  private static final Set<Integer> BEATS =
      Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 25, 30, 34, 35, 38, 41);

  private AnnotationCodes() {}

  /** The symbol of a code; {@code [42]} for one that annot(5) leaves to the user. */
  static String symbol(int code) {
    return SYMBOLS.getOrDefault(code, "[" + code + "]");
  }

  /** Whether a code marks a beat; flutter waves and isolated artefacts are none. */
  static boolean isBeat(int code) {
    return BEATS.contains(code);
  }
}
