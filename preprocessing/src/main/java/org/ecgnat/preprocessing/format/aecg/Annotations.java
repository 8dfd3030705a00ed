package org.ecgnat.preprocessing.format.aecg;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;
import org.ecgnat.preprocessing.recording.Label;

/**
 * What the annotations of a series state: their codes and coded values, and the text of
 * interpretation statements, for {@link Statements} to judge. A person as the author of a set makes
 * its statements over-read ones.
 */
final class Annotations {
  private static final String INTERPRETATION = "MDC_ECG_INTERPRETATION";
  private static final String NEGATED = "no";

  /** Beats and waves are annotated by the thousand, with few codes. */
  private static final int MAX_STATEMENTS = 1000;

  private static final int LONGEST_TEXT = 500;

  private final Set<Statement> byMachine = new LinkedHashSet<>();
  private final Set<Statement> byPerson = new LinkedHashSet<>();

  /** Reads the annotation set that was just entered; {@code xml} leaves it. */
  void readSet(XmlCursor xml) throws UnreadableRecordingException {
    Set<Statement> found = new LinkedHashSet<>();
    boolean person = false;
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      if (xml.name().equals("annotation")) {
        annotation(xml, found);
      } else {
        person |= xml.name().equals("assignedPerson");
      }
    }
    (person ? byPerson : byMachine).addAll(found);
  }

  /** The labels among the statements. */
  List<Label> labels(Statements statements) {
    List<Label> labels = new ArrayList<>(statements.labels(List.copyOf(byPerson), "overread"));
    for (Label label : statements.labels(List.copyOf(byMachine), "machine")) {
      if (labels.stream().noneMatch(known -> known.code().equals(label.code()))) {
        labels.add(label);
      }
    }
    return labels;
  }

  /** Annotations lie within each other, no deeper than the cursor goes. */
  private void annotation(XmlCursor xml, Set<Statement> found) throws UnreadableRecordingException {
    String modifier = xml.attribute("negationInd").equals("true") ? NEGATED : "";
    String code = "";
    boolean valued = false;
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      boolean own = xml.depth() == depth + 1;
      if (xml.name().equals("annotation")) {
        annotation(xml, found);
      } else if (own && xml.name().equals("code")) {
        code = xml.attribute("code");
      } else if (own && xml.name().equals("value")) {
        valued = true;
        String value = xml.attribute("code");
        if (!value.isEmpty()) {
          add(found, value, modifier);
        } else if (code.startsWith(INTERPRETATION)) {
          add(found, xml.text(LONGEST_TEXT), modifier);
        }
      }
    }
    if (!valued) {
      add(found, code, modifier);
    }
  }

  private static void add(Set<Statement> found, String text, String modifier) {
    if (!text.isEmpty() && found.size() < MAX_STATEMENTS) {
      found.add(new Statement(text, modifier));
    }
  }
}
