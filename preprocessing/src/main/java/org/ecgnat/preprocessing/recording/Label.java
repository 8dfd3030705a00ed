package org.ecgnat.preprocessing.recording;

import java.io.Serializable;

/**
 * A fact that a source states about a recording; classes are made of these later, by a task.
 *
 * @param system the code system: {@code scp}, {@code ptbxl-superclass}, {@code snomed}, {@code
 *     cpsc2018}, {@code ludb}, {@code muse}, {@code ecgnat-synthetic}
 * @param code the code in that system
 * @param likelihoodPercent 0 to 100, or NaN where the source states none
 * @param origin who said so, such as {@code database}, {@code header}, {@code machine}; empty where
 *     unknown
 * @param certainty {@code present}, {@code possible} or {@code absent}
 */
public record Label(
    String system, String code, double likelihoodPercent, String origin, String certainty)
    implements Serializable {

  /** A label without a likelihood that the source states as present. */
  public static Label of(String system, String code, String origin) {
    return new Label(system, code, Double.NaN, origin, "present");
  }
}
