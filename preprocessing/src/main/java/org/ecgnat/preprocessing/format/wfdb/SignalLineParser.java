package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.wfdb.HeaderParser.unreadable;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Parses a signal specification line (header(5)); every field after the format is optional. */
final class SignalLineParser {
  /** A decimal number; {@link Double#parseDouble} alone would also take NaN and hexadecimal. */
  static final String DECIMAL = "[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?";

  /** The fields of a line, in order; the last may hold blanks. */
  private static final int FIELDS = 9;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern FORMAT =
      Pattern.compile("(\\d+)(?:x(\\d+))?(?::(\\d+))?(?:\\+(\\d+))?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern GAIN =
      Pattern.compile("(" + DECIMAL + ")(?:\\(([+-]?\\d+)\\))?(?:/(\\S+))?");

  /** What header(5) assumes where the unit is absent. */
  private static final String DEFAULT_UNITS = "mV";

  /** Less would overflow a float. */
  private static final double LEAST_GAIN = 1e-12;

  private SignalLineParser() {}

  /**
   * Parses a line.
   *
   * @param content the line without blanks around it
   * @param lineNumber its place in the header, for messages
   * @param number its place among the signals, from 1
   */
  static SignalLine parse(String content, int lineNumber, int number)
      throws UnreadableRecordingException {
    String[] fields = BLANKS.split(content, FIELDS);
    if (fields.length < 2) {
      throw unreadable("line " + lineNumber + " has no sample format");
    }
    checkFileName(fields[0], lineNumber);
    Matcher format = FORMAT.matcher(fields[1]);
    if (!format.matches()) {
      throw unreadable("the format on line " + lineNumber + " is not of the form 16x1:0+24");
    }
    OptionalInt adcZero = optional(fields, 4, lineNumber, "zero level");
    optional(fields, 3, lineNumber, "resolution");
    optional(fields, 7, lineNumber, "block size");
    Matcher gain = GAIN.matcher(fields.length > 2 ? fields[2] : "0");
    if (!gain.matches()) {
      throw unreadable("the gain on line " + lineNumber + " is not of the form 200(1024)/mV");
    }
    double gainValue = Double.parseDouble(gain.group(1));
    if (!Double.isFinite(gainValue)) {
      throw unreadable("the gain on line " + lineNumber + " is too large");
    }
    if (gainValue != 0 && Math.abs(gainValue) < LEAST_GAIN) {
      throw unreadable("the gain on line " + lineNumber + " is too small");
    }
    return new SignalLine(
        number,
        fields[0],
        natural(format.group(1), 0, lineNumber, "format"),
        samplesPerFrame(format.group(2), lineNumber),
        natural(format.group(3), 0, lineNumber, "skew"),
        natural(format.group(4), 0, lineNumber, "byte offset"),
        gainValue,
        gain.group(2) == null
            ? adcZero.orElse(0)
            : (int)
                integer(
                    gain.group(2), Integer.MIN_VALUE, Integer.MAX_VALUE, lineNumber, "baseline"),
        gain.group(3) == null ? DEFAULT_UNITS : gain.group(3),
        adcZero.orElse(0),
        optional(fields, 5, lineNumber, "initial value"),
        optional(fields, 6, lineNumber, "checksum"),
        fields.length < FIELDS ? "" : fields[FIELDS - 1]);
  }

  /** Only a file beside the header is ever opened. */
  static void checkFileName(String name, int lineNumber) throws UnreadableRecordingException {
    if (!FileNames.isPlain(name) || name.chars().anyMatch(Character::isISOControl)) {
      throw unreadable(
          "line " + lineNumber + " names a file in another folder, which is not opened");
    }
  }

  private static OptionalInt optional(String[] fields, int index, int lineNumber, String what)
      throws UnreadableRecordingException {
    return fields.length <= index
        ? OptionalInt.empty()
        : OptionalInt.of(
            (int) integer(fields[index], Integer.MIN_VALUE, Integer.MAX_VALUE, lineNumber, what));
  }

  /** As in the WFDB library, 0 samples a frame mean 1. */
  private static int samplesPerFrame(String text, int lineNumber)
      throws UnreadableRecordingException {
    return Math.max(1, natural(text, 1, lineNumber, "number of samples a frame"));
  }

  private static int natural(String text, int absent, int lineNumber, String what)
      throws UnreadableRecordingException {
    return text == null ? absent : (int) integer(text, 0, Integer.MAX_VALUE, lineNumber, what);
  }

  /** An integer within limits. */
  static long integer(String text, long lowest, long highest, int lineNumber, String what)
      throws UnreadableRecordingException {
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= lowest && value <= highest) {
        return value;
      }
    }
    throw unreadable("the " + what + " on line " + lineNumber + " is no number in range");
  }
}
