package org.ecgnat.preprocessing.source;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.source.LabelTable.Grouping;
import org.ecgnat.preprocessing.source.LabelTable.Statements;

/** Turns a labels file into rows by record key. */
final class LabelFileParser {
  /** Origin of labels that a labels file states. */
  static final String ORIGIN = "database";

  /** Statistics programs write whole numbers as {@code 15709.0}. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("(\\d+)\\.0*");

  /** What a device or a site is called; anything else is a remark, and is not kept. */
  private static final Pattern SHORT_NAME = Pattern.compile("[\\p{Alnum} ._/()+-]{1,40}");

  private static final int FOLDS = 10;

  private final LabelTable layout;
  private final RecordKeyRule rule;
  private final CsvTable table;
  private final List<Map<String, String>> groups;

  private LabelFileParser(
      LabelTable layout, RecordKeyRule rule, CsvTable table, List<Map<String, String>> groups) {
    this.layout = layout;
    this.rule = rule;
    this.table = table;
    this.groups = groups;
  }

  /** The rows of a labels file by record key. */
  static Map<String, LabelRow> parse(
      LabelTable layout, RecordKeyRule rule, byte[] bytes, LabelFiles files)
      throws SourceException, IOException {
    List<Map<String, String>> groups = new ArrayList<>();
    for (Grouping grouping : layout.groups()) {
      groups.add(groupOfCode(grouping, files));
    }
    return new LabelFileParser(layout, rule, CsvTable.parse(layout.file(), bytes), groups).rows();
  }

  private Map<String, LabelRow> rows() throws SourceException {
    Map<String, LabelRow> rows = new HashMap<>();
    Map<String, CSVRecord> foldOfPatient = new HashMap<>();
    for (CSVRecord row : table.rows()) {
      LabelRow parsed = row(row);
      checkFold(row, parsed, foldOfPatient);
      for (String column : layout.record()) {
        String key = rule.listed(cell(row, column));
        if (!key.isEmpty() && rows.put(key, parsed) != null) {
          throw table.fault(row, column, "names a recording that an earlier row names");
        }
      }
    }
    return rows;
  }

  /** A patient in two folds would be in both training and test. */
  private void checkFold(CSVRecord row, LabelRow parsed, Map<String, CSVRecord> foldOfPatient)
      throws SourceException {
    if (parsed.patient().isEmpty() || parsed.fold() == 0) {
      return;
    }
    CSVRecord earlier = foldOfPatient.putIfAbsent(parsed.patient(), row);
    if (earlier != null && fold(earlier) != parsed.fold()) {
      throw table.fault(
          row,
          layout.fold(),
          "gives a patient another fold than row "
              + earlier.getRecordNumber()
              + " does; give each patient one fold");
    }
  }

  private LabelRow row(CSVRecord row) throws SourceException {
    return new LabelRow(
        wholeNumber(cell(row, layout.patient())),
        Patient.parseAge(cell(row, layout.age())).orElse(-1),
        sex(wholeNumber(cell(row, layout.sex()))),
        instant(cell(row, layout.recordedAt())),
        fold(row),
        labels(row),
        new AcquisitionContext(
            "",
            shortName(cell(row, layout.device())),
            wholeNumber(shortName(cell(row, layout.site()))),
            "",
            pacemaker(cell(row, layout.pacemaker())),
            trueOrFalse(cell(row, layout.validatedByHuman()))));
  }

  private List<Label> labels(CSVRecord row) throws SourceException {
    List<Label> labels = new ArrayList<>();
    for (Statements statements : layout.statements()) {
      add(labels, statements.codes().system(), StatementParser.codes(table, row, statements));
    }
    for (int g = 0; g < groups.size(); g++) {
      Grouping grouping = layout.groups().get(g);
      Map<String, Double> found = new LinkedHashMap<>();
      for (Label label : labels) {
        String group = groups.get(g).get(label.code());
        if (group != null && label.system().equals(grouping.from())) {
          found.merge(group, label.likelihoodPercent(), StatementParser::larger);
        }
      }
      add(labels, grouping.codes().system(), found);
    }
    return List.copyOf(labels);
  }

  private static void add(List<Label> labels, String system, Map<String, Double> codes) {
    codes.forEach(
        (code, percent) -> labels.add(new Label(system, code, percent, ORIGIN, "present")));
  }

  private static Map<String, String> groupOfCode(Grouping grouping, LabelFiles files)
      throws SourceException, IOException {
    byte[] bytes =
        files
            .read(grouping.file())
            .orElseThrow(
                () ->
                    new SourceException(
                        "Cannot find "
                            + grouping.file()
                            + ", which gives the groups of the codes; put it beside the labels"
                            + " file"));
    CsvTable table = CsvTable.parse(grouping.file(), bytes);
    int code = table.column(grouping.code());
    int group = table.column(grouping.group());
    Map<String, String> groups = new HashMap<>();
    for (CSVRecord row : table.rows()) {
      boolean counts =
          grouping.where().isEmpty()
              || StatementParser.isSet(CsvTable.cell(row, table.column(grouping.where())));
      if (counts) {
        grouping
            .codes()
            .recognise(CsvTable.cell(row, group))
            .ifPresent(name -> groups.put(CsvTable.cell(row, code), name));
      }
    }
    return groups;
  }

  /** A cell; empty where the layout names no column, or one that the file may lack and does. */
  private String cell(CSVRecord row, String column) throws SourceException {
    boolean absent =
        column.isEmpty() || (layout.optional().contains(column) && !table.hasColumn(column));
    return absent ? "" : CsvTable.cell(row, table.column(column));
  }

  private int fold(CSVRecord row) throws SourceException {
    String cell = wholeNumber(cell(row, layout.fold()));
    if (cell.isEmpty()) {
      return 0;
    }
    if (!cell.matches("\\d{1,2}") || Integer.parseInt(cell) < 1 || Integer.parseInt(cell) > FOLDS) {
      throw table.fault(row, layout.fold(), "is no fold from 1 to " + FOLDS);
    }
    return Integer.parseInt(cell);
  }

  private Sex sex(String cell) {
    return layout.sexCodes().isEmpty()
        ? Sex.parse(cell)
        : layout.sexCodes().getOrDefault(cell, Sex.UNKNOWN);
  }

  private static Instant instant(String cell) {
    try {
      String text = cell.replace(' ', 'T');
      return text.contains("T")
          ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
          : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  /** Remarks are free text: only their gist is kept. */
  private static String pacemaker(String cell) {
    if (cell.isEmpty()) {
      return "";
    }
    return switch (cell.toLowerCase(Locale.ROOT).split("[,;\\s]", 2)[0]) {
      case "1", "1.0", "true", "yes", "ja" -> "yes";
      case "0", "0.0", "false", "no", "nein" -> "no";
      default -> "possible";
    };
  }

  private static String trueOrFalse(String cell) {
    return cell.isEmpty() ? "" : String.valueOf(StatementParser.isSet(cell));
  }

  private static String shortName(String cell) {
    String name = cell.replaceAll("\\s+", " ");
    return SHORT_NAME.matcher(name).matches() ? name : "";
  }

  private static String wholeNumber(String cell) {
    Matcher matcher = WHOLE_NUMBER.matcher(cell);
    return matcher.matches() ? matcher.group(1) : cell;
  }
}
