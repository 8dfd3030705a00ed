package org.ecgnat.preprocessing.synthetic;

import java.util.OptionalDouble;

/**
 * One beat of a synthetic recording, as it was made.
 *
 * @param kind where it came from
 * @param qrsOnsetSeconds from the start of the recording; may lie outside it
 * @param rrSeconds time since the beat before
 * @param pOnsetSeconds of the P wave that leads to it, or that it hides; empty in fibrillation
 */
public record Beat(
    Kind kind, double qrsOnsetSeconds, double rrSeconds, OptionalDouble pOnsetSeconds) {

  /** Where a beat came from. */
  public enum Kind {
    SINUS,
    FIBRILLATION,
    PREMATURE_ATRIAL,
    PREMATURE_VENTRICULAR
  }
}
