package org.ecgnat.preprocessing.format.aecg;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.Locale;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;

/** Physical quantities (data type PQ): the attributes {@code value} and {@code unit}, in UCUM. */
final class Quantities {
  private Quantities() {}

  /** A number, NaN where the attribute is absent or no number. */
  static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * The seconds of the element that was just entered.
   *
   * @param what it, for messages
   */
  static double seconds(XmlCursor xml, String what) throws UnreadableRecordingException {
    double value = number(xml.attribute("value"));
    double perSecond =
        switch (xml.attribute("unit")) {
          case "s", "" -> 1;
          case "ms" -> 1e3;
          case "us", "\u00b5s", "\u03bcs" -> 1e6;
          case "ns" -> 1e9;
          case "min" -> 1 / 60.0;
          case "h" -> 1 / 3600.0;
          case "d" -> 1 / 86400.0;
          default -> throw fault(what + " has an unknown unit of time");
        };
    if (!Double.isFinite(value)) {
      throw fault(what + " is no number");
    }
    return value / perSecond;
  }

  /**
   * The millivolts of the element that was just entered.
   *
   * @param what it, for messages
   * @param rule whether a unit that is no voltage is accepted
   */
  static double millivolts(XmlCursor xml, String what, UnitRule rule)
      throws UnreadableRecordingException {
    double value = number(xml.attribute("value"));
    if (!Double.isFinite(value)) {
      throw fault(what + " is no number");
    }
    if (rule == UnitRule.STANDARDISED) {
      return value;
    }
    return switch (xml.attribute("unit").toLowerCase(Locale.ROOT)) {
      case "nv" -> value * 1e-6;
      // the micro sign and the Greek letter
      case "uv", "\u00b5v", "\u03bcv" -> value * 1e-3;
      case "mv" -> value;
      case "v" -> value * 1e3;
      default ->
          throw new UnreadableRecordingException(
              UNKNOWN_UNIT,
              "The unit of "
                  + what
                  + " of the annotated ECG is none of nV, uV, mV, V; where the source is"
                  + " standardised, say so in its source file (standardised: true)");
    };
  }

  static UnreadableRecordingException fault(String fault) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER, "Cannot read the annotated ECG: " + fault);
  }
}
