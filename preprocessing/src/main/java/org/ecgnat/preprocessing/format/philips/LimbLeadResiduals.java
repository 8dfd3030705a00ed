package org.ecgnat.preprocessing.format.philips;

import java.util.Map;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The limb leads that XLI stores as what is missing from their definition (Einthoven; Goldberger),
 * in the file's unit, halves rounded down: III from II − I, aVR from −(I + II)/2, aVL from (I −
 * III)/2, aVF from (II + III)/2.
 */
final class LimbLeadResiduals {
  private LimbLeadResiduals() {}

  /**
   * Puts the leads in place of their residuals.
   *
   * @param rows samples by lead, which must hold I and II; changed
   */
  static void resolve(Map<Lead, int[]> rows) {
    int[] one = rows.get(Lead.I);
    int[] two = rows.get(Lead.II);
    int[] avr = rows.getOrDefault(Lead.AVR, new int[0]);
    for (int i = 0; i < avr.length; i++) {
      avr[i] = -Math.floorDiv(one[i] + two[i], 2) - avr[i];
    }
    int[] three = rows.getOrDefault(Lead.III, new int[0]);
    for (int i = 0; i < three.length; i++) {
      three[i] = two[i] - one[i] - three[i];
    }
    int[] avl = rows.getOrDefault(Lead.AVL, new int[0]);
    int[] avf = rows.getOrDefault(Lead.AVF, new int[0]);
    for (int i = 0; i < three.length; i++) {
      if (i < avl.length) {
        avl[i] = Math.floorDiv(one[i] - three[i], 2) - avl[i];
      }
      if (i < avf.length) {
        avf[i] = Math.floorDiv(two[i] + three[i], 2) - avf[i];
      }
    }
    if (three.length == 0) {
      rows.remove(Lead.AVL);
      rows.remove(Lead.AVF);
    }
  }
}
