package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** The lines behind the header. Blank ones may stand before and behind the numbers only. */
final class DataLines {
  private final TextLines lines;
  private final Cells cells;
  private boolean more;

  private DataLines(TextLines lines, Cells cells) {
    this.lines = lines;
    this.cells = cells;
    this.more = true;
  }

  /**
   * At the first line of numbers.
   *
   * @param lines at the last line of the header
   * @throws UnreadableRecordingException where none follows
   */
  static DataLines begin(TextLines lines, TextLayout layout) throws UnreadableRecordingException {
    while (lines.next()) {
      if (!lines.isBlank()) {
        Cells cells = Cells.of(lines, layout);
        cells.begin(lines);
        return new DataLines(lines, cells);
      }
    }
    throw new UnreadableRecordingException(NO_SIGNAL, "No line of numbers follows the header");
  }

  /** Whether there is a line; false behind the last. */
  boolean more() {
    return more;
  }

  /** Goes to the next line. */
  void next() throws UnreadableRecordingException {
    int blankLine = 0;
    more = lines.next();
    while (more && lines.isBlank()) {
      blankLine = blankLine == 0 ? lines.number() : blankLine;
      more = lines.next();
    }
    if (more && blankLine > 0) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER,
          "Line " + blankLine + " is empty and numbers follow: a sample may be lost there");
    }
    cells.begin(lines);
  }

  /** The cells of this line. */
  Cells cells() {
    return cells;
  }

  /** This line. */
  TextLines line() {
    return lines;
  }

  /** A line that holds another number of values than it should. */
  UnreadableRecordingException wrongCount(String held) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "Line "
            + lines.number()
            + " holds "
            + held
            + " values; check the text layout in the source file");
  }
}
