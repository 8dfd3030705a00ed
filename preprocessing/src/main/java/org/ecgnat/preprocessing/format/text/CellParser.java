package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** The number in a cell, or NaN where it is missing. */
final class CellParser {
  private final byte[] bytes;
  private final char point;
  private final List<String> missingTexts;
  private final double[] missingNumbers;

  CellParser(byte[] bytes, TextLayout layout) {
    this.bytes = bytes;
    this.point = layout.decimalComma() ? ',' : '.';
    this.missingTexts = layout.missing().stream().filter(t -> Double.isNaN(number(t))).toList();
    this.missingNumbers =
        layout.missing().stream().mapToDouble(this::number).filter(d -> !Double.isNaN(d)).toArray();
  }

  private double number(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(ascii, 0, ascii.length, point);
  }

  /**
   * Parses a cell.
   *
   * @param column its number from 1, for messages
   * @throws UnreadableRecordingException where it is neither a number nor declared as missing
   */
  double parse(Cells cell, TextLines line, int column) throws UnreadableRecordingException {
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    double value = Decimals.parse(bytes, cell.from(), cell.to(), point);
    if (Double.isNaN(value)) {
      if (isMissing(cell)) {
        return Double.NaN;
      }
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER,
          "Cell "
              + column
              + " of line "
              + line.number()
              + " is no number; check the text layout in the source file, and declare what stands"
              + " for a missing sample under missing");
    }
    for (double missing : missingNumbers) {
      if (value == missing) {
        return Double.NaN;
      }
    }
    return value;
  }

  private boolean isMissing(Cells cell) {
    int length = cell.to() - cell.from();
    for (String text : missingTexts) {
      if (text.length() == length && text.equalsIgnoreCase(cell.text())) {
        return true;
      }
    }
    return false;
  }
}
