package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

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
 * Parses the record line, the segment lines and the comments of a header (header(5)). Messages name
 * the line, never its text, which may hold a patient's name.
 */
final class HeaderParser {
  /** What header(5) assumes where the record line ends before the rate. */
  private static final double DEFAULT_RATE_HZ = 250;

  private static final Pattern NAME = Pattern.compile("[^/]+(?:/(\\d+))?");
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
    List<SegmentLine> segments = new ArrayList<>();
    String[] record = null;
    long announcedSignals = 0;
    long announcedSegments = 0;
    int lineNumber = 0;
    for (String line : text(bytes).lines().toList()) {
      lineNumber++;
      String content = line.strip();
      if (content.startsWith("#")) {
        comments.add(content.substring(1));
      } else if (!content.isEmpty() && record == null) {
        record = BLANKS.split(content);
        announcedSegments = segmentCount(record, lineNumber);
        announcedSignals = announcedSegments > 0 ? 0 : signalCount(record, lineNumber);
      } else if (!content.isEmpty() && segments.size() < announcedSegments) {
        segments.add(segment(content, lineNumber));
      } else if (!content.isEmpty() && signals.size() < announcedSignals) {
        signals.add(SignalLineParser.parse(content, lineNumber, signals.size() + 1));
      }
    }
    if (record == null) {
      throw unreadable("it has no record line");
    }
    requireAll("signal", announcedSignals, signals.size());
    requireAll("segment", announcedSegments, segments.size());
    return new WfdbHeader(
        rate(record),
        frames(record),
        recordedAt(record),
        List.copyOf(signals),
        List.copyOf(segments),
        comments);
  }

  private static void requireAll(String what, long announced, int found)
      throws UnreadableRecordingException {
    if (found < announced) {
      throw unreadable(
          "the record line announces %d %ss, but %d %s lines follow"
              .formatted(announced, what, found, what));
    }
  }

  /** The number of segments; 0 for a record of one. */
  private static long segmentCount(String[] record, int lineNumber)
      throws UnreadableRecordingException {
    Matcher name = NAME.matcher(record[0]);
    if (!name.matches() || record.length < 2) {
      throw unreadable(
          "line " + lineNumber + " is no record line (name, number of signals, rate, samples)");
    }
    return name.group(1) == null
        ? 0
        : SignalLineParser.integer(
            name.group(1), 1, Integer.MAX_VALUE, lineNumber, "number of segments");
  }

  private static long signalCount(String[] record, int lineNumber)
      throws UnreadableRecordingException {
    long count =
        SignalLineParser.integer(record[1], 0, Integer.MAX_VALUE, lineNumber, "number of signals");
    if (count == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The WFDB header lists no signals");
    }
    return count;
  }

  private static SegmentLine segment(String content, int lineNumber)
      throws UnreadableRecordingException {
    String[] fields = BLANKS.split(content);
    if (fields.length < 2) {
      throw unreadable("line " + lineNumber + " is no segment line (name, samples)");
    }
    SignalLineParser.checkFileName(fields[0], lineNumber);
    return new SegmentLine(
        fields[0],
        SignalLineParser.integer(fields[1], 0, Long.MAX_VALUE, lineNumber, "number of samples"));
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
    if (!(rateHz > 0 && Double.isFinite(rateHz))) {
      throw unreadable("the sampling rate of the record line is not positive and finite");
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
