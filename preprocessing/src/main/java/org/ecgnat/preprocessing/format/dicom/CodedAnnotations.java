package org.ecgnat.preprocessing.format.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.Statements.Statement;
import org.ecgnat.preprocessing.recording.Label;

/**
 * Findings among the waveform annotations (PS3.3 C.10.10): coded concepts that the source takes for
 * codes, with their modifiers ("possible", "absent"). Unformatted text and measurements are none.
 */
final class CodedAnnotations {
  private static final String ORIGIN = "annotation";

  /** Schemes of leads, wave boundaries, measurements and units: their codes are no findings'. */
  private static final Set<String> NO_FINDINGS = Set.of("MDC", "SCPECG", "UCUM", "DCM");

  private CodedAnnotations() {}

  /** The labels of an object, each code once. */
  static List<Label> labels(DataSet object, CodeSystem codes) {
    List<Statement> statements = new ArrayList<>();
    for (DataSet annotation : object.items(Tag.ANNOTATIONS)) {
      if (annotation.value(Tag.NUMERIC_VALUE).isEmpty()) {
        // a concept with a value says "finding: this one", a concept alone is the finding
        boolean valued = !annotation.items(Tag.CONCEPT_CODE).isEmpty();
        DataSet concept = annotation.item(valued ? Tag.CONCEPT_CODE : Tag.CONCEPT_NAME);
        add(concept, statements);
      }
    }
    return new Statements(codes).labels(statements, ORIGIN);
  }

  private static void add(DataSet concept, List<Statement> statements) {
    String modifiers =
        concept.items(Tag.MODIFIERS).stream()
            .map(modifier -> modifier.text(Tag.CODE_MEANING))
            .collect(Collectors.joining(" "));
    if (!NO_FINDINGS.contains(concept.text(Tag.CODING_SCHEME))) {
      statements.add(new Statement(concept.text(Tag.CODE_VALUE), modifiers));
    }
    statements.add(new Statement(concept.text(Tag.CODE_MEANING), modifiers));
  }
}
