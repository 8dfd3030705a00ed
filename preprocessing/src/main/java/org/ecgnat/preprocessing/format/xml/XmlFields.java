package org.ecgnat.preprocessing.format.xml;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Values of elements and attributes. Messages name the field and never quote it. */
public final class XmlFields {
  /** No number of a clinical file is longer. */
  private static final int MAX_DIGITS = 32;

  private XmlFields() {}

  /** The number that a text states, empty where it is none or not finite. */
  public static OptionalDouble number(String text) {
    if (text.length() > MAX_DIGITS) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * A number above zero.
   *
   * @param text the field's text
   * @param name the field's name, for the message
   * @throws UnreadableRecordingException where it is none
   */
  public static double positive(String text, String name) throws UnreadableRecordingException {
    OptionalDouble value = number(text.strip());
    if (value.isEmpty() || !(value.getAsDouble() > 0)) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, name + " is missing or is no number above 0");
    }
    return value.getAsDouble();
  }

  /**
   * A whole number above zero.
   *
   * @throws UnreadableRecordingException where it is none
   */
  public static int count(String text, String name) throws UnreadableRecordingException {
    double value = positive(text, name);
    if (value != Math.rint(value) || value > Integer.MAX_VALUE) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, name + " is no whole number up to " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  /**
   * The bytes that Base64 text stands for; line breaks and blanks in it are skipped.
   *
   * @param name the field's name, for the message
   * @throws UnreadableRecordingException where the text is incomplete
   */
  public static byte[] base64(String text, String name) throws UnreadableRecordingException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRecordingException(
          TRUNCATED, name + " is no complete Base64 text; export the recording again");
    }
  }

  /** The day that a text states in a form, empty where it states none. */
  public static Optional<LocalDate> day(String text, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDate.parse(text.strip(), form));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * A local time, taken as UTC, as files state no zone.
   *
   * @param time such as {@code 09:03:32}; midnight where it states none
   */
  public static Instant at(LocalDate day, String time) {
    LocalTime clock;
    try {
      clock = LocalTime.parse(time.strip());
    } catch (DateTimeException e) {
      clock = LocalTime.MIDNIGHT;
    }
    return day.atTime(clock).toInstant(ZoneOffset.UTC);
  }
}
