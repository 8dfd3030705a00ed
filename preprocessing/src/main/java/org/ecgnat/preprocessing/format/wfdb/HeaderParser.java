package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Parses the record line and the comments of a header (header(5)). Messages name the line, never
 * its text, which may hold a patient's name.
 */
final class HeaderParser {
  /** What header(5) assumes where the record line ends before the rate. */
  private static final double DEFAULT_RATE_HZ = 250;

  /** Rates outside are no ECG, and would make resampling allocate without measure. */
  private static final double LOWEST_RATE_HZ = 10;

  private static final double HIGHEST_RATE_HZ = 100_000;

  private static final Pattern NAME = Pattern.compile("[^/]+(/\\d+)?");
  private static final Pattern RATE =
      Pattern.compile("(" + SignalLineParser.DECIMAL + ")(/[^/()]+(\\([^()]*\\))?)?");
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}");
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(\\.\\d{1,9})?)?");
  private static final Pattern DATE = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private HeaderParser() {}

  /**
   * Parses a header.
   *
   * @param bytes UTF-8, or Latin-1 where they are no UTF-8
   */
  static WfdbHeader parse(byte[] bytes) throws UnreadableRecordingException {
    List<String> comments = new ArrayList<>();
    List<SignalLine> signals = new ArrayList<>();
    String[] record = null;
    long announced = 0;
    int lineNumber = 0;
    for (String line : text(bytes).lines().toList()) {
      lineNumber++;
      String content = line.strip();
      if (content.startsWith("#")) {
        comments.add(content.substring(1));
      } else if (!content.isEmpty() && record == null) {
        record = BLANKS.split(content);
        announced = signalCount(record, lineNumber);
      } else if (!content.isEmpty() && signals.size() < announced) {
        signals.add(SignalLineParser.parse(content, lineNumber, signals.size() + 1));
      }
    }
    if (record == null) {
      throw unreadable("it has no record line");
    }
    if (signals.size() < announced) {
      throw unreadable(
          "the record line announces "
              + announced
              + " signals, but "
              + signals.size()
              + " signal lines follow");
    }
    return new WfdbHeader(
        rate(record), frames(record), recordedAt(record), List.copyOf(signals), comments);
  }

  private static long signalCount(String[] record, int lineNumber)
      throws UnreadableRecordingException {
    Matcher name = NAME.matcher(record[0]);
    if (!name.matches() || record.length < 2) {
      throw unreadable(
          "line " + lineNumber + " is no record line (name, number of signals, rate, samples)");
    }
    if (name.group(1) != null) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT,
          "This is the master header of a multi-segment WFDB record; give its segments as records"
              + " of their own");
    }
    long count =
        SignalLineParser.integer(record[1], 0, Integer.MAX_VALUE, lineNumber, "number of signals");
    if (count == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The WFDB header lists no signals");
    }
    return count;
  }

  private static double rate(String[] record) throws UnreadableRecordingException {
    if (record.length < 3) {
      return DEFAULT_RATE_HZ;
    }
    Matcher matcher = RATE.matcher(record[2]);
    if (!matcher.matches()) {
      throw unreadable("the sampling rate of the record line is no number");
    }
    double rateHz = Double.parseDouble(matcher.group(1));
    if (!(rateHz > 0)) {
      throw unreadable("the sampling rate of the record line is not positive");
    }
    if (rateHz < LOWEST_RATE_HZ || rateHz > HIGHEST_RATE_HZ) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The sampling rate of "
              + rateHz
              + " Hz lies outside "
              + LOWEST_RATE_HZ
              + " to "
              + HIGHEST_RATE_HZ
              + " Hz");
    }
    return rateHz;
  }

  private static OptionalLong frames(String[] record) throws UnreadableRecordingException {
    if (record.length < 4) {
      return OptionalLong.empty();
    }
    if (!COUNT.matcher(record[3]).matches()) {
      throw unreadable("the number of samples of the record line is no count");
    }
    long frames = Long.parseLong(record[3]);
    return frames == 0 ? OptionalLong.empty() : OptionalLong.of(frames);
  }

  /** Other forms are left alone: the CinC challenges put the date of conversion there. */
  private static Optional<Instant> recordedAt(String[] record) {
    if (record.length < 6) {
      return Optional.empty();
    }
    Matcher time = TIME.matcher(record[4]);
    Matcher date = DATE.matcher(record[5]);
    if (!time.matches() || !date.matches()) {
      return Optional.empty();
    }
    try {
      LocalTime timeOfDay =
          LocalTime.of(
              Integer.parseInt(time.group(1)),
              Integer.parseInt(time.group(2)),
              time.group(3) == null ? 0 : Integer.parseInt(time.group(3)));
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(date.group(3)),
              Integer.parseInt(date.group(2)),
              Integer.parseInt(date.group(1)));
      return Optional.of(day.atTime(timeOfDay).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** UTF-8, or Latin-1 where the bytes are no UTF-8. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  static UnreadableRecordingException unreadable(String fault) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER, "Cannot read the WFDB header: " + fault);
  }
}
