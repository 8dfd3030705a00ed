package org.ecgnat.preprocessing.format.scp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Sections 8 (text) and 11 (universal statement codes) (EN 1064, 5.11 and 5.14).
 *
 * @param statements what they state
 * @param overread whether a person went over them
 * @param validatedByHuman {@code true} for a confirmed report, {@code false} for one that is not,
 *     empty where there is none
 */
record ScpStatements(List<Statement> statements, boolean overread, String validatedByHuman) {
  private static final int TEXT_SECTION = 8;
  private static final int CODE_SECTION = 11;
  private static final int CONFIRMED = 1;
  private static final int OVERREAD = 2;

  /** Date and time of the report. */
  private static final int DATE_BYTES = 7;

  private static final int CODED = 1;
  private static final int FULL_TEXT = 2;

  /** Modifiers of statement codes that say how sure the statement is. */
  private static final Map<String, String> CERTAINTY =
      Map.of(
          "CE", "cannot exclude",
          "CO", "consider",
          "PO", "possible",
          "PR", "probable",
          "QU", "questionable",
          "SU", "suggestive of",
          "NO", "no");

  /** Reads both sections; what is broken in them ends them, the signal still counts. */
  static ScpStatements of(ScpRecord record) throws UnreadableRecordingException {
    List<Statement> statements = new ArrayList<>();
    int status = -1;
    for (int id : List.of(CODE_SECTION, TEXT_SECTION)) {
      Optional<ScpSection> section = record.section(id);
      if (section.isPresent()) {
        try {
          int found = section.get().u8();
          status = status < 0 ? found : status;
          read(section.get(), statements);
        } catch (UnreadableRecordingException e) {
          // a statement reaches over the section's end
        }
      }
    }
    return new ScpStatements(
        statements,
        status == CONFIRMED || status == OVERREAD,
        status < 0 ? "" : Boolean.toString(status == CONFIRMED));
  }

  private static void read(ScpSection section, List<Statement> statements)
      throws UnreadableRecordingException {
    section.bytes(DATE_BYTES);
    int count = section.u8();
    for (int i = 0; i < count; i++) {
      section.u8(); // running number
      ScpSection statement = section.part(section.u16());
      if (statement.remaining() == 0) {
        continue;
      }
      int type = section.id() == CODE_SECTION ? statement.u8() : FULL_TEXT;
      String text = statement.text();
      if (type == FULL_TEXT) {
        statements.add(new Statement(text, ""));
      } else if (type == CODED) {
        statements.add(new Statement(text, modifiers(statement)));
      }
    }
  }

  private static String modifiers(ScpSection statement) throws UnreadableRecordingException {
    List<String> words = new ArrayList<>();
    while (statement.remaining() > 0) {
      String modifier = statement.text();
      words.add(CERTAINTY.getOrDefault(modifier.toUpperCase(Locale.ROOT), modifier));
    }
    return String.join(" ", words).strip();
  }
}
