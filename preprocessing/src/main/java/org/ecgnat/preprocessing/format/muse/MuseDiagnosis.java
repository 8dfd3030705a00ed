package org.ecgnat.preprocessing.format.muse;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.format.xml.XmlElement;

/**
 * The lines of a {@code Diagnosis}. MUSE breaks a line into phrases of its statement library, such
 * as {@code Cannot rule out}, {@code Anterior infarct} and {@code , age undetermined}; the flag
 * ENDSLINE marks the last phrase of a line.
 */
final class MuseDiagnosis {
  private static final String END_OF_LINE = "ENDSLINE";

  private MuseDiagnosis() {}

  static List<Statement> lines(XmlElement diagnosis) {
    List<Statement> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (XmlElement phrase : diagnosis.children("DiagnosisStatement")) {
      line.append(' ').append(phrase.textAt("StmtText"));
      if (phrase.children("StmtFlag").stream().anyMatch(f -> f.text().equals(END_OF_LINE))) {
        lines.add(new Statement(line.toString(), ""));
        line.setLength(0);
      }
    }
    lines.add(new Statement(line.toString(), ""));
    return lines;
  }
}
