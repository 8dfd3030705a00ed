package org.ecgnat.preprocessing.source;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * How a source's CSV file of labels is laid out: which column holds what. The first line names the
 * columns. A column that is not named here is not read, whatever the file holds.
 *
 * @param file its plain name; empty where the source has none
 * @param required whether the source cannot be read without it; false where absent
 * @param optional columns that the file may lack
 * @param record columns that name a recording, by its record name or by a path that ends in it
 * @param patient the patient's identifier
 * @param age completed years
 * @param sex sex
 * @param sexCodes the column's values; absent, {@code M}, {@code F}, {@code male}, {@code female}
 * @param recordedAt date and time as {@code 1984-11-09 09:17:34}, taken as UTC
 * @param fold the source's own fold, 1–10
 * @param device the cart's model
 * @param site where it stands
 * @param pacemaker a remark on a pacemaker; only whether it says yes, no or something else is kept
 * @param validatedByHuman true or false
 * @param statements the columns that hold labels
 * @param groups labels that follow from others
 */
public record LabelTable(
    String file,
    Boolean required,
    List<String> optional,
    List<String> record,
    String patient,
    String age,
    String sex,
    Map<String, Sex> sexCodes,
    String recordedAt,
    String fold,
    String device,
    String site,
    String pacemaker,
    String validatedByHuman,
    List<Statements> statements,
    List<Grouping> groups)
    implements Serializable {

  /** No labels file. */
  public static final LabelTable NONE =
      new LabelTable(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  /** How a cell holds labels. */
  public enum Form {
    /** Codes with a separator between them. */
    LIST,
    /** {@code {'NORM': 80.0, 'SR': 0.0}}: codes with likelihoods in percent, 0 meaning unknown. */
    LIKELIHOODS,
    /** The column's name is the code, and 1 in its cell makes it present. */
    FLAGS
  }

  /**
   * Columns that hold labels of one code system.
   *
   * @param columns their names
   * @param form how their cells hold labels
   * @param separator between the codes of a {@link Form#LIST}; a semicolon where absent
   * @param codes what counts as a code, the rest is not read; absent, the source's {@code
   *     headerCodes}
   */
  public record Statements(List<String> columns, Form form, String separator, CodeSystem codes)
      implements Serializable {

    /** Replaces what is absent, and copies the list. */
    public Statements {
      columns = columns == null ? List.of() : List.copyOf(columns);
      form = form == null ? Form.LIST : form;
      separator = separator == null || separator.isEmpty() ? ";" : separator;
      codes = codes == null ? CodeSystem.NONE : codes;
    }

    private Statements withDefaultCodes(CodeSystem defaultCodes) {
      return codes.system().isEmpty()
          ? new Statements(columns, form, separator, defaultCodes)
          : this;
    }
  }

  /**
   * A second CSV file that gives each code a group; a recording gets the groups of its codes, each
   * with the largest likelihood among them.
   *
   * @param from system of the codes
   * @param file its plain name, beside the labels file
   * @param code the column of the codes; absent, the first
   * @param where only rows with 1 in this column count; absent, all
   * @param group the column of the groups
   * @param codes system and vocabulary of the groups
   */
  public record Grouping(
      String from, String file, String code, String where, String group, CodeSystem codes)
      implements Serializable {

    /** Replaces what is absent. */
    public Grouping {
      if (from == null || file == null || group == null || codes == null) {
        throw new IllegalArgumentException("A grouping needs from, file, group and codes");
      }
      code = code == null ? "" : code;
      where = where == null ? "" : where;
    }
  }

  /** Replaces what is absent by empty texts and lists. */
  public LabelTable {
    file = orEmpty(file);
    required = required != null && required;
    optional = optional == null ? List.of() : List.copyOf(optional);
    record = record == null ? List.of() : List.copyOf(record);
    patient = orEmpty(patient);
    age = orEmpty(age);
    sex = orEmpty(sex);
    sexCodes = sexCodes == null ? Map.of() : Map.copyOf(sexCodes);
    recordedAt = orEmpty(recordedAt);
    fold = orEmpty(fold);
    device = orEmpty(device);
    site = orEmpty(site);
    pacemaker = orEmpty(pacemaker);
    validatedByHuman = orEmpty(validatedByHuman);
    statements = statements == null ? List.of() : List.copyOf(statements);
    groups = groups == null ? List.of() : List.copyOf(groups);
    if (!file.isEmpty() && record.isEmpty()) {
      throw new IllegalArgumentException("labels.record must name a column of " + file);
    }
  }

  /** The same, with codes where statements lack them. */
  LabelTable withDefaultCodes(CodeSystem defaultCodes) {
    return new LabelTable(
        file,
        required,
        optional,
        record,
        patient,
        age,
        sex,
        sexCodes,
        recordedAt,
        fold,
        device,
        site,
        pacemaker,
        validatedByHuman,
        statements.stream().map(s -> s.withDefaultCodes(defaultCodes)).toList(),
        groups);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
