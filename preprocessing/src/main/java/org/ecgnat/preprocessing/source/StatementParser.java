package org.ecgnat.preprocessing.source;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.ecgnat.preprocessing.source.LabelTable.Statements;

/** The codes in a row's cells, with their likelihoods in percent; NaN where none is stated. */
final class StatementParser {
  /** An entry of a Python mapping of texts to numbers. */
  private static final Pattern ENTRY =
      Pattern.compile("\\s*['\"]([^'\"]*)['\"]\\s*:\\s*(\\d+(?:\\.\\d*)?)\\s*");

  private StatementParser() {}

  static Map<String, Double> codes(CsvTable table, CSVRecord row, Statements statements)
      throws SourceException {
    Map<String, Double> found = new LinkedHashMap<>();
    for (String column : statements.columns()) {
      String cell = CsvTable.cell(row, table.column(column));
      if (!cell.isEmpty()) {
        switch (statements.form()) {
          case LIST -> {
            for (String item : cell.split(Pattern.quote(statements.separator()), -1)) {
              add(found, statements, item, Double.NaN);
            }
          }
          case LIKELIHOODS -> likelihoods(table, row, column, cell, statements, found);
          case FLAGS -> {
            if (isSet(cell)) {
              add(found, statements, column, Double.NaN);
            }
          }
        }
      }
    }
    return found;
  }

  /** Whether a flag is set: 1, 1.0 or true. */
  static boolean isSet(String cell) {
    return cell.equals("1") || cell.equals("1.0") || cell.equalsIgnoreCase("true");
  }

  private static void likelihoods(
      CsvTable table,
      CSVRecord row,
      String column,
      String cell,
      Statements statements,
      Map<String, Double> found)
      throws SourceException {
    if (!cell.startsWith("{") || !cell.endsWith("}")) {
      throw table.fault(row, column, "is no mapping of codes to likelihoods");
    }
    String entries = cell.substring(1, cell.length() - 1);
    for (String entry : entries.isBlank() ? new String[0] : entries.split(",", -1)) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        throw table.fault(row, column, "is no mapping of codes to likelihoods");
      }
      double percent = Double.parseDouble(matcher.group(2));
      if (percent > 100) {
        throw table.fault(row, column, "has a likelihood above 100 percent");
      }
      add(found, statements, matcher.group(1), percent == 0 ? Double.NaN : percent);
    }
  }

  private static void add(
      Map<String, Double> found, Statements statements, String text, double percent) {
    Optional<String> code = statements.codes().recognise(text);
    code.ifPresent(known -> found.merge(known, percent, StatementParser::larger));
  }

  /** The larger likelihood; a stated one wins over an unknown one. */
  static double larger(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
  }
}
