package org.ecgnat.preprocessing.format.edf;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.FilterText;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A signal as the header describes it.
 *
 * @param number its place, from 1
 * @param label such as {@code ECG V2}
 * @param unit physical dimension, such as {@code uV}
 * @param physicalMinimum physical value of {@code digitalMinimum}; the extremes are NaN where they
 *     are no numbers, which matters only for leads
 * @param physicalMaximum physical value of {@code digitalMaximum}
 * @param digitalMinimum least stored value
 * @param digitalMaximum greatest stored value, more than the least
 * @param prefilter filters as stated
 * @param samplesPerRecord of a data record
 * @param offset its first byte in a data record
 */
record EdfSignal(
    int number,
    String label,
    String unit,
    double physicalMinimum,
    double physicalMaximum,
    double digitalMinimum,
    double digitalMaximum,
    String prefilter,
    int samplesPerRecord,
    int offset) {

  /** What stands around the lead's name: type, "lead", and the common reference (EDF+ 2.1.3.4). */
  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)(?:(?:ECG|EKG)[\\s_:-]*)?(?:Lead[\\s_:-]*)?([IV]{1,3}|aV[RLF]|V[1-6])"
              + "(?:\\s*-\\s*(?:Ref|WCT|CT))?");

  private static final double LARGEST = 1e12;

  private static final Pattern FILTER =
      Pattern.compile("(?i)(HP|LP|N)\\s*:\\s*(\\d{1,5}(?:\\.\\d{1,6})?)\\s*Hz");

  /** The standard lead that the label names. */
  Optional<Lead> lead() {
    Matcher matcher = LEAD.matcher(label);
    return matcher.matches() ? Lead.parse(matcher.group(1)) : Optional.empty();
  }

  /** The prefilter in the spelling of EDF+ (2.1.3.9), {@code HP:0.1Hz LP:75Hz N:50Hz}. */
  String filter() {
    double low = 0;
    double high = 0;
    double notch = 0;
    Matcher matcher = FILTER.matcher(prefilter);
    while (matcher.find()) {
      double hertz = Double.parseDouble(matcher.group(2));
      switch (matcher.group(1).toUpperCase(Locale.ROOT)) {
        case "HP" -> low = hertz;
        case "LP" -> high = hertz;
        default -> notch = hertz;
      }
    }
    return FilterText.of(low, high, notch);
  }

  /**
   * Millivolts in the physical unit.
   *
   * @return 1 where the source is standardised
   * @throws UnreadableRecordingException where the unit is no voltage
   */
  private double millivolts(UnitRule rule) throws UnreadableRecordingException {
    if (rule == UnitRule.STANDARDISED) {
      return 1;
    }
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "nv" -> 1e-6;
      // the micro sign and the Greek letter
      case "uv", "\u00b5v", "\u03bcv" -> 1e-3;
      case "mv" -> 1;
      case "v" -> 1e3;
      default ->
          throw new UnreadableRecordingException(
              UNKNOWN_UNIT,
              "The physical dimension of signal "
                  + number
                  + " is none of nV, uV, mV, V; where the source is standardised, say so in its"
                  + " source file (standardised: true)");
    };
  }

  /**
   * Millivolts, or physical units of unknown size, a digital unit.
   *
   * @throws UnreadableRecordingException where the unit is no voltage, or the extremes define no
   *     scale (Kemp 1992)
   */
  double factor(UnitRule rule) throws UnreadableRecordingException {
    double factor =
        (physicalMaximum - physicalMinimum) / (digitalMaximum - digitalMinimum) * millivolts(rule);
    if (!(digitalMaximum > digitalMinimum) || factor == 0 || !(Math.abs(factor) < LARGEST)) {
      throw unscaled();
    }
    return factor;
  }

  /** What a digital zero means, in the unit of {@link #factor}. */
  double offset(UnitRule rule) throws UnreadableRecordingException {
    double offset = physicalMinimum * millivolts(rule) - digitalMinimum * factor(rule);
    if (!(Math.abs(offset) < LARGEST)) {
      throw unscaled();
    }
    return offset;
  }

  private UnreadableRecordingException unscaled() {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "The physical and digital extremes of signal "
            + number
            + " define no scale; export the recording again");
  }
}
