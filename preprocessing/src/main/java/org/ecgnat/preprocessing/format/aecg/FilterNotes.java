package org.ecgnat.preprocessing.format.aecg;

import java.util.OptionalDouble;
import org.ecgnat.preprocessing.format.AcquisitionFilters;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;

/** The filters that the control variables of a series state, by the codes of IEEE 11073-10102. */
final class FilterNotes {
  private static final String PREFIX = "MDC_ECG_CTL_VBL_ATTR_FILTER_";

  private OptionalDouble highPassHz = OptionalDouble.empty();
  private OptionalDouble lowPassHz = OptionalDouble.empty();
  private OptionalDouble notchHz = OptionalDouble.empty();

  /** Reads the control variable that was just entered; {@code xml} leaves it. */
  void read(XmlCursor xml) throws UnreadableRecordingException {
    String filter = "";
    String attribute = "";
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      if (xml.name().equals("code") && xml.attribute("code").startsWith(PREFIX)) {
        String code = xml.attribute("code").substring(PREFIX.length());
        switch (code) {
          case "LOW_PASS", "HIGH_PASS", "NOTCH" -> filter = code;
          default -> attribute = code;
        }
      } else if (xml.name().equals("value")
          && (attribute.equals("CUTOFF_FREQ") || attribute.equals("NOTCH_FREQ"))
          && xml.attribute("unit").equalsIgnoreCase("Hz")) {
        note(filter, Quantities.number(xml.attribute("value")));
        attribute = "";
      }
    }
  }

  /** The filters as a recording keeps them. */
  String text() {
    return AcquisitionFilters.text(highPassHz, lowPassHz, notchHz);
  }

  private void note(String filter, double hz) {
    if (!(hz > 0) || Double.isInfinite(hz)) {
      return;
    }
    switch (filter) {
      case "LOW_PASS" -> lowPassHz = OptionalDouble.of(hz);
      case "HIGH_PASS" -> highPassHz = OptionalDouble.of(hz);
      case "NOTCH" -> notchHz = OptionalDouble.of(hz);
      default -> {
        // a frequency of something else
      }
    }
  }
}
