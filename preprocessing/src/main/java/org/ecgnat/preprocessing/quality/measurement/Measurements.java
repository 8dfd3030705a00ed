package org.ecgnat.preprocessing.quality.measurement;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * What a recording measures: medians over its beats, from marks of all leads together. NaN where
 * something cannot be measured; nothing is guessed.
 *
 * @param beats how many beats were found
 * @param heartRatePerMinute from the median RR interval
 * @param rrSpreadMilliseconds standard deviation of the RR intervals
 * @param prMilliseconds from P onset to QRS onset; NaN without P waves
 * @param qrsMilliseconds QRS duration
 * @param qtMilliseconds from QRS onset to T end
 * @param qtcBazettMilliseconds QT / √RR, RR in seconds (Bazett, Heart 7, 1920)
 * @param qtcFridericiaMilliseconds QT / ∛RR (Fridericia, Acta Med. Scand. 53, 1920)
 * @param pAxisDegrees frontal axis of the P wave, −180 to 180, from the areas in I and aVF
 * @param qrsAxisDegrees frontal axis of the QRS complex
 * @param tAxisDegrees frontal axis of the T wave
 * @param sokolowLyonMillivolts S in V1 plus the larger R of V5 and V6 (Sokolow and Lyon, Am. Heart
 *     J. 37, 1949)
 * @param cornellMillivolts R in aVL plus S in V3 (Casale et al., J. Am. Coll. Cardiol. 6, 1985)
 * @param leads amplitudes of the leads that have any, in standard order
 */
public record Measurements(
    int beats,
    double heartRatePerMinute,
    double rrSpreadMilliseconds,
    double prMilliseconds,
    double qrsMilliseconds,
    double qtMilliseconds,
    double qtcBazettMilliseconds,
    double qtcFridericiaMilliseconds,
    double pAxisDegrees,
    double qrsAxisDegrees,
    double tAxisDegrees,
    double sokolowLyonMillivolts,
    double cornellMillivolts,
    List<LeadAmplitudes> leads)
    implements Serializable {

  /** Nothing measured. */
  public static final Measurements NONE =
      new Measurements(
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          List.of());

  /**
   * Amplitudes of one lead against the level at the QRS onset, in millivolts.
   *
   * @param lead which
   * @param r the highest value within the QRS complex, at least 0
   * @param s the lowest value within it, at most 0
   * @param stJ the value at its end, the J point
   */
  public record LeadAmplitudes(Lead lead, double r, double s, double stJ) implements Serializable {}

  /** Copies the list. */
  public Measurements {
    leads = List.copyOf(leads);
  }
}
