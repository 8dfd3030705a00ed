package org.ecgnat.preprocessing.quality;

import java.util.Locale;

/** How much a finding matters. */
public enum Severity {
  /** Good to know, or tells that what the same code found was repaired. */
  INFO,
  /** Usable with care. */
  WARNING,
  /** Should not be used; a lead that is missing or flat is absent because of it. */
  SEVERE;

  /** The stored form, such as {@code warning}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
