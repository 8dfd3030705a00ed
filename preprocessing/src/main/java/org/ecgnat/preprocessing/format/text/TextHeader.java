package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.Orientation;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * What stands before the numbers.
 *
 * @param names of the columns, or of the rows where leads are in rows; empty where each row begins
 *     with its own
 * @param samplingRateHz the rate that the layout or the header states; 0 where neither does
 */
record TextHeader(List<String> names, double samplingRateHz) {
  /** More columns are no recording. */
  static final int MAX_COLUMNS = 4096;

  /** A longer line is no line of a header; nothing further is searched. */
  private static final int LONGEST_LINE = 1000;

  /** Reads the header; the lines then stand at its last one. */
  static TextHeader read(TextLines lines, TextLayout layout) throws UnreadableRecordingException {
    Pattern ratePattern = Pattern.compile(layout.samplingRatePattern());
    boolean searched = layout.samplingRateHz() == 0 && !layout.samplingRatePattern().isEmpty();
    double rateHz = layout.samplingRateHz();
    for (int i = 0; i < layout.skipLines(); i++) {
      nextLine(lines);
      if (searched && rateHz == 0) {
        Matcher matcher = ratePattern.matcher(lines.text(LONGEST_LINE));
        rateHz = matcher.find() ? rate(matcher.group(1), lines) : 0;
      }
    }
    if (searched && rateHz == 0) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER,
          "None of the first "
              + layout.skipLines()
              + " lines states a sampling rate; check samplingRatePattern and skipLines in the"
              + " source file");
    }
    List<String> names = layout.leads();
    if (names.isEmpty() && layout.orientation() == Orientation.SAMPLES_IN_ROWS) {
      nextLine(lines);
      names = cells(lines, layout);
    }
    return new TextHeader(names, rateHz);
  }

  private static List<String> cells(TextLines lines, TextLayout layout)
      throws UnreadableRecordingException {
    List<String> names = new ArrayList<>();
    Cells cells = Cells.of(lines, layout);
    cells.begin(lines);
    while (cells.next()) {
      if (names.size() == MAX_COLUMNS) {
        throw new UnreadableRecordingException(
            LIMIT_EXCEEDED,
            "Line " + lines.number() + " names more than " + MAX_COLUMNS + " columns");
      }
      names.add(cells.text());
    }
    return names;
  }

  private static void nextLine(TextLines lines) throws UnreadableRecordingException {
    if (!lines.next()) {
      throw new UnreadableRecordingException(
          TRUNCATED, "The file ends in its header, after line " + lines.number());
    }
  }

  private static double rate(String text, TextLines lines) throws UnreadableRecordingException {
    byte[] bytes =
        text == null
            ? new byte[0]
            : text.trim().replace(',', '.').getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    double rateHz = Decimals.parse(bytes, 0, bytes.length, '.');
    if (!(rateHz > 0)) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER,
          "What line "
              + lines.number()
              + " states is no sampling rate; check samplingRatePattern in the source file");
    }
    return rateHz;
  }
}
