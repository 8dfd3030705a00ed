package org.ecgnat.preprocessing.recording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The twelve standard leads in the order of the corpus, with the names of IEEE 11073-10102
 * (MDC_ECG_LEAD_I … MDC_ECG_LEAD_V6).
 */
public enum Lead {
  I("I"),
  II("II"),
  III("III"),
  AVR("aVR"),
  AVL("aVL"),
  AVF("aVF"),
  V1("V1"),
  V2("V2"),
  V3("V3"),
  V4("V4"),
  V5("V5"),
  V6("V6");

  /** The number of standard leads. */
  public static final int COUNT = 12;

  /** The standard leads in corpus order; the ordinal of a lead is its row there. */
  public static final List<Lead> STANDARD = List.of(values());

  private final String label;

  Lead(String label) {
    this.label = label;
  }

  /** The name as printed on an ECG, such as {@code aVR}. */
  public String label() {
    return label;
  }

  /** Whether this lead is one of the six limb leads, which Einthoven's law ties together. */
  public boolean isLimb() {
    return ordinal() <= AVF.ordinal();
  }

  /**
   * Finds a lead by the name a file gives it: case, blanks, a leading {@code MDC_ECG_LEAD_}, {@code
   * Lead} or {@code ECG} are ignored.
   *
   * @param name the name as it stands in the file
   * @return the lead, or empty where the name is none of the twelve
   */
  public static Optional<Lead> parse(String name) {
    String key = name.trim().toUpperCase(Locale.ROOT);
    for (String prefix : List.of("MDC_ECG_LEAD_", "ECG", "LEAD")) {
      if (key.startsWith(prefix)) {
        key = key.substring(prefix.length()).trim();
      }
    }
    for (Lead lead : STANDARD) {
      if (lead.name().equals(key)) {
        return Optional.of(lead);
      }
    }
    return Optional.empty();
  }
}
