package org.ecgnat.preprocessing.source;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file in memory whose columns are found by name. Its messages hold no cells. */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .build();

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String file;
  private final Map<String, Integer> columns;
  private final List<CSVRecord> rows;

  private CsvTable(String file, Map<String, Integer> columns, List<CSVRecord> rows) {
    this.file = file;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Parses a file.
   *
   * @param file its name, for messages
   * @param bytes UTF-8, with or without a byte order mark
   */
  static CsvTable parse(String file, byte[] bytes) throws SourceException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    try (CSVParser parser = CSVParser.parse(new StringReader(text), FORMAT)) {
      return new CsvTable(file, parser.getHeaderMap(), parser.getRecords());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      // the parser's own message may quote the file
      throw new SourceException(
          "Cannot read " + file + ": it is no CSV file with a first line of column names");
    }
  }

  List<CSVRecord> rows() {
    return rows;
  }

  boolean hasColumn(String name) {
    return columns.containsKey(name);
  }

  /**
   * A column's place; an empty name means the first.
   *
   * @throws SourceException where there is none of this name
   */
  int column(String name) throws SourceException {
    if (name.isEmpty()) {
      return 0;
    }
    Integer index = columns.get(name);
    if (index == null) {
      throw new SourceException(
          "Cannot read "
              + file
              + ": it has no column "
              + name
              + ", which the source's definition names; mend one of the two");
    }
    return index;
  }

  /** A cell without blanks around it; empty where the row ends before it. */
  static String cell(CSVRecord row, int column) {
    return column < row.size() ? row.get(column).strip() : "";
  }

  /** A fault of a cell; rows count from 1, without the line of names. */
  SourceException fault(CSVRecord row, String column, String fault) {
    return new SourceException(
        "Cannot read "
            + file
            + ": column "
            + column
            + " of row "
            + row.getRecordNumber()
            + " "
            + fault);
  }
}
