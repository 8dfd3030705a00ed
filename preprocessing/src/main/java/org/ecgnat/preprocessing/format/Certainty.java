package org.ecgnat.preprocessing.format;

import java.util.Locale;

/** How sure a statement is of its finding, the surest first. */
enum Certainty {
  PRESENT,
  POSSIBLE,
  ABSENT;

  /** The form that a label stores. */
  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What both say together: a doubt outweighs a negation, a negation a finding. */
  Certainty and(Certainty other) {
    if (this == POSSIBLE || other == POSSIBLE) {
      return POSSIBLE;
    }
    return this == ABSENT || other == ABSENT ? ABSENT : PRESENT;
  }
}
