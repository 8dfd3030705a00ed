package org.ecgnat.preprocessing.format;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which texts of a source are codes. Free text never becomes a label: what is not recognised here
 * stays in the file.
 *
 * @param system the name of the code system; empty where a source has none
 * @param vocabulary the codes, compared without regard to case; empty where {@code pattern} alone
 *     decides
 * @param pattern a regular expression of whole codes; empty where only the vocabulary counts
 */
public record CodeSystem(String system, List<String> vocabulary, String pattern)
    implements Serializable {

  /** No code is recognised. */
  public static final CodeSystem NONE = new CodeSystem("", List.of(), "");

  /**
   * Replaces what is absent by nothing, and copies the list.
   *
   * @throws java.util.regex.PatternSyntaxException for a bad pattern
   */
  public CodeSystem {
    system = system == null ? "" : system;
    vocabulary = vocabulary == null ? List.of() : List.copyOf(vocabulary);
    pattern = pattern == null ? "" : pattern;
    Pattern.compile(pattern);
    if (system.isEmpty() && !(vocabulary.isEmpty() && pattern.isEmpty())) {
      throw new IllegalArgumentException("Codes without a system; name it");
    }
  }

  /**
   * Recognises a code.
   *
   * @param text as it stands in the file; blanks around it are ignored
   * @return the code in the vocabulary's spelling, or empty where it is none
   */
  public Optional<String> recognise(String text) {
    String code = text.trim();
    for (String known : vocabulary) {
      if (known.equalsIgnoreCase(code)) {
        return Optional.of(known);
      }
    }
    return !pattern.isEmpty() && Pattern.matches(pattern, code)
        ? Optional.of(code)
        : Optional.empty();
  }
}
