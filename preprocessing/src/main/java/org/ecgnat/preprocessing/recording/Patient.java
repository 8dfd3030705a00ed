package org.ecgnat.preprocessing.recording;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who was recorded.
 *
 * @param id the source's own identifier, raw (it becomes a pseudonym before it is stored); empty
 *     where unknown
 * @param ageYears completed years, 90 for every age over 89; empty where unknown
 * @param sex as stated
 */
public record Patient(String id, OptionalInt ageYears, Sex sex) {

  /** Age that stands for every age over 89. */
  public static final int OVER_89 = 90;

  /** Nothing known. */
  public static final Patient UNKNOWN = new Patient("", OptionalInt.empty(), Sex.UNKNOWN);

  private static final Pattern AGE = Pattern.compile("(>?)\\s*(\\d{1,3})(?:\\.\\d*)?");

  /** Caps the age at {@link #OVER_89}; a negative age counts as unknown. */
  public Patient {
    if (ageYears.isPresent()) {
      int years = ageYears.getAsInt();
      ageYears = years < 0 ? OptionalInt.empty() : OptionalInt.of(Math.min(years, OVER_89));
    }
  }

  /**
   * The age that a text states: completed years, or {@code >89} for the years above.
   *
   * @return empty where the text states none
   */
  public static OptionalInt parseAge(String text) {
    Matcher matcher = AGE.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    int years = Integer.parseInt(matcher.group(2));
    return OptionalInt.of(matcher.group(1).isEmpty() ? years : years + 1);
  }
}
