package org.ecgnat.preprocessing.format.aecg;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time of HL7 v3 (data type TS): {@code YYYYMMDDhhmmss.UUUU±ZZzz}, as precise as its
 * writer liked, but at least to the day here.
 *
 * @param local on the writer's clock
 * @param offset that clock's distance from UTC, UTC itself where none is stated
 */
record HlTime(LocalDateTime local, ZoneOffset offset) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:[.,](\\d{1,18}))?)?)?)?"
              + "(?:([+-])(\\d{2}):?(\\d{2})?|Z)?");
  private static final int NANO_DIGITS = 9;

  /** Understands a point in time; empty where it is none or less precise than a day. */
  static Optional<HlTime> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime local =
          LocalDateTime.of(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              Integer.parseInt(matcher.group(3)),
              number(matcher.group(4)),
              number(matcher.group(5)),
              number(matcher.group(6)),
              nanos(matcher.group(7)));
      int minutes = 60 * number(matcher.group(9)) + number(matcher.group(10));
      int sign = "-".equals(matcher.group(8)) ? -1 : 1;
      return Optional.of(new HlTime(local, ZoneOffset.ofTotalSeconds(sign * 60 * minutes)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  Instant instant() {
    return local.toInstant(offset);
  }

  /** The day on the writer's clock. */
  LocalDate day() {
    return local.toLocalDate();
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(String fraction) {
    return fraction == null
        ? 0
        : Integer.parseInt((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }
}
