package org.ecgnat.preprocessing.format;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalInt;
import org.ecgnat.preprocessing.recording.Patient;

/** Completed years at the recording, which is all of a birth date that leaves a reader. */
public final class PatientAge {
  /** Ages above are entries that nobody filled in. */
  private static final int OLDEST_YEARS = 130;

  private PatientAge() {}

  /**
   * The age between two days.
   *
   * @param birth day of birth
   * @param recorded day of the recording
   * @return empty where it is negative or beyond 130 years
   */
  public static OptionalInt between(LocalDate birth, LocalDate recorded) {
    return plausible(ChronoUnit.YEARS.between(birth, recorded));
  }

  /**
   * The age that a number and its unit state.
   *
   * @param number such as {@code 40} or {@code 6.5}
   * @param unit {@code years}, {@code months}, {@code weeks}, {@code days} or {@code hours} in any
   *     case, in the singular too; years where empty
   * @return empty where they state none
   */
  public static OptionalInt of(String number, String unit) {
    OptionalInt count = Patient.parseAge(number);
    if (count.isEmpty()) {
      return count;
    }
    double perYear =
        switch (unit.strip().toLowerCase(Locale.ROOT)) {
          case "", "year", "years" -> 1;
          case "month", "months" -> 12;
          case "week", "weeks" -> 365.25 / 7;
          case "day", "days" -> 365.25;
          case "hour", "hours" -> 365.25 * 24;
          default -> Double.NaN;
        };
    return Double.isNaN(perYear)
        ? OptionalInt.empty()
        : plausible((long) (count.getAsInt() / perYear));
  }

  private static OptionalInt plausible(long years) {
    return years >= 0 && years <= OLDEST_YEARS ? OptionalInt.of((int) years) : OptionalInt.empty();
  }
}
