package org.ecgnat.preprocessing.quality;

import java.io.Serializable;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Something worth knowing about a signal, as it is stored.
 *
 * @param code the {@link FindingCode#code()}, such as {@code mains-hum}
 * @param lead the lead's label, or empty where it concerns no single lead
 * @param severity the {@link Severity#label()}: {@code info}, {@code warning} or {@code severe}
 * @param value a number in the unit that {@link FindingCode} states
 */
public record QualityFinding(String code, String lead, String severity, double value)
    implements Serializable {

  /** A finding about a lead. */
  public static QualityFinding of(FindingCode code, Lead lead, Severity severity, double value) {
    return new QualityFinding(code.code(), lead.label(), severity.label(), value);
  }

  /** A finding about all leads. */
  public static QualityFinding of(FindingCode code, Severity severity, double value) {
    return new QualityFinding(code.code(), "", severity.label(), value);
  }

  /** Whether it is of a code. */
  public boolean is(FindingCode other) {
    return code.equals(other.code());
  }

  /** Whether what it concerns should not be used. */
  public boolean isSevere() {
    return severity.equals(Severity.SEVERE.label());
  }

  /** Tells that what this finding found was repaired. */
  public QualityFinding repaired() {
    return new QualityFinding(code, lead, Severity.INFO.label(), value);
  }
}
