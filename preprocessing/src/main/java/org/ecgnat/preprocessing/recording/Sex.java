package org.ecgnat.preprocessing.recording;

import java.util.Locale;

/** Sex as the source states it. */
public enum Sex {
  FEMALE,
  MALE,
  UNKNOWN;

  /**
   * The sex that a word states.
   *
   * @param word {@code M}, {@code male}, {@code F} or {@code female} in any case; anything else is
   *     unknown
   */
  public static Sex parse(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "m", "male" -> MALE;
      case "f", "female" -> FEMALE;
      default -> UNKNOWN;
    };
  }
}
