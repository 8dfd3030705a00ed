package org.ecgnat.preprocessing.format.text;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.Orientation;

/**
 * How a source's text files hold recordings: {@code text:} in its file. Absent keys take the value
 * that is given here.
 *
 * @param files pattern of the names of those files that are recordings, such as {@code *.csv}
 * @param delimiter between the numbers of a line
 * @param decimalComma whether a comma stands before the decimals; false where absent
 * @param encoding character set; UTF-8 where absent
 * @param skipLines lines before the names of the leads, or before the numbers where {@code leads}
 *     is given; 0 where absent
 * @param leads names in the order of the columns (or of the rows, where leads are in rows); a
 *     column that is no standard lead is skipped. Absent: the names stand in the line after those
 *     that are skipped (or in the first cell of each row)
 * @param timeColumn name of a column of time; absent: none
 * @param timeUnit of the time column; seconds where absent
 * @param samplingRateHz samples a second; absent: {@code samplingRatePattern} or the time column
 *     tells
 * @param samplingRatePattern a regular expression of which the first group is the rate in Hz,
 *     searched for in the skipped lines; absent: none
 * @param unit {@code uV}, {@code mV} or {@code V}
 * @param unitsPerMillivolt instead of {@code unit}, how many units make a millivolt
 * @param baseline the number that stands for 0 mV; 0 where absent
 * @param orientation whether a row is a sample or a lead; a sample where absent
 * @param missing texts that stand for a missing sample, beside an empty cell; {@code NaN} and
 *     {@code NA} where absent, in any case
 */
public record TextLayout(
    String files,
    Delimiter delimiter,
    Boolean decimalComma,
    String encoding,
    Integer skipLines,
    List<String> leads,
    String timeColumn,
    TimeUnit timeUnit,
    Double samplingRateHz,
    String samplingRatePattern,
    String unit,
    Double unitsPerMillivolt,
    Double baseline,
    Orientation orientation,
    List<String> missing)
    implements Serializable {

  /** No layout: no text file is a recording. */
  public static final TextLayout NONE =
      new TextLayout(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** No file has a longer header; more is a mistake in the layout. */
  static final int MAX_SKIPPED_LINES = 10_000;

  /** What stands between numbers. */
  public enum Delimiter {
    /** The first of tab, semicolon and comma that the first line of numbers holds, else blanks. */
    AUTO,
    COMMA,
    SEMICOLON,
    TAB,
    /** Any number of spaces and tabs. */
    BLANK
  }

  /** Units of a column of time. */
  public enum TimeUnit {
    SECONDS(1),
    MILLISECONDS(1e-3);

    private final double seconds;

    TimeUnit(double seconds) {
      this.seconds = seconds;
    }

    /** Seconds a unit. */
    double seconds() {
      return seconds;
    }
  }

  /**
   * Replaces what is absent.
   *
   * @throws IllegalArgumentException for values that make no layout
   */
  public TextLayout {
    files = files == null ? "" : files;
    delimiter = delimiter == null ? Delimiter.AUTO : delimiter;
    decimalComma = decimalComma != null && decimalComma;
    encoding = encoding == null ? "UTF-8" : encoding;
    skipLines = skipLines == null ? 0 : skipLines;
    leads = leads == null ? List.of() : List.copyOf(leads);
    timeColumn = timeColumn == null ? "" : timeColumn;
    timeUnit = timeUnit == null ? TimeUnit.SECONDS : timeUnit;
    samplingRateHz = samplingRateHz == null ? 0 : samplingRateHz;
    samplingRatePattern = samplingRatePattern == null ? "" : samplingRatePattern;
    unit = unit == null ? "" : unit;
    unitsPerMillivolt = unitsPerMillivolt == null ? 0 : unitsPerMillivolt;
    baseline = baseline == null ? 0 : baseline;
    orientation = orientation == null ? Orientation.SAMPLES_IN_ROWS : orientation;
    missing = missing == null ? List.of("NaN", "NA") : List.copyOf(missing);
    if (skipLines < 0 || skipLines > MAX_SKIPPED_LINES) {
      throw new IllegalArgumentException("text.skipLines must be 0 to " + MAX_SKIPPED_LINES);
    }
    if (decimalComma && delimiter == Delimiter.COMMA) {
      throw new IllegalArgumentException(
          "A comma cannot be both text.delimiter and the decimal comma");
    }
    if (!timeColumn.isEmpty() && orientation == Orientation.LEADS_IN_ROWS) {
      throw new IllegalArgumentException(
          "text.timeColumn needs samples in rows; where leads are in rows give samplingRateHz");
    }
    if (!(samplingRateHz >= 0) || Double.isInfinite(samplingRateHz)) {
      throw new IllegalArgumentException("text.samplingRateHz must be a positive number");
    }
    if (!files.isEmpty()
        && samplingRateHz == 0
        && samplingRatePattern.isEmpty()
        && timeColumn.isEmpty()) {
      throw new IllegalArgumentException(
          "text needs one of samplingRateHz, samplingRatePattern and timeColumn");
    }
    if (!samplingRatePattern.isEmpty()
        && Pattern.compile(samplingRatePattern).matcher("").groupCount() < 1) {
      throw new IllegalArgumentException("text.samplingRatePattern needs a group, the rate in Hz");
    }
    DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
    charset(encoding);
  }

  /** Whether there is a layout. */
  public boolean isDeclared() {
    return !files.isEmpty();
  }

  /** Whether a file is a recording in this layout, by its name. */
  public boolean covers(String fileName) {
    return FileNames.fit(files, fileName);
  }

  /** What the numbers mean. */
  public DeclaredUnit declaredUnit() {
    return DeclaredUnit.of(unit, unitsPerMillivolt, baseline);
  }

  /** The character set. */
  Charset charset() {
    return charset(encoding);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException("text.encoding names no character set", e);
    }
  }
}
