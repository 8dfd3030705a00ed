package org.ecgnat.preprocessing.format.aecg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;

/**
 * A series of waveforms with one frame of reference. Only a rhythm's sequence sets are kept; series
 * derived from it, such as representative beats, are left out whatever they say they are.
 *
 * @param start when it began, empty where unknown
 * @param sets its sequence sets that hold standard leads; none where it is no rhythm
 * @param manufacturer maker of the device
 * @param device its model
 * @param filters as stated
 */
record Series(
    Optional<HlTime> start,
    List<SequenceSet> sets,
    String manufacturer,
    String device,
    String filters) {
  private static final String RHYTHM = "RHYTHM";
  private static final int LONGEST_NAME = 100;

  /**
   * Reads the series that was just entered; {@code xml} leaves it.
   *
   * @param annotations takes what its annotations state
   */
  static Series parse(XmlCursor xml, UnitRule rule, Annotations annotations)
      throws UnreadableRecordingException {
    Optional<HlTime> start = Optional.empty();
    List<SequenceSet> sets = new ArrayList<>();
    FilterNotes filters = new FilterNotes();
    String[] device = {"", ""};
    boolean rhythm = false;
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      switch (xml.name()) {
        case "code" -> rhythm = xml.attribute("code").equals(RHYTHM);
        case "effectiveTime" -> start = start(xml);
        case "author" -> device = device(xml);
        case "controlVariable" -> filters.read(xml);
        case "component" -> {
          if (rhythm) {
            sets(xml, rule, sets);
          }
        }
        case "subjectOf" -> {
          int within = xml.depth();
          while (xml.nextChild(within)) {
            if (xml.name().equals("annotationSet")) {
              annotations.readSet(xml);
            }
          }
        }
        default -> {
          // identifiers, performers, derived series
        }
      }
    }
    return new Series(start, List.copyOf(sets), device[0], device[1], filters.text());
  }

  /** The start, or else the only or middle time, of the period that was just entered. */
  static Optional<HlTime> start(XmlCursor xml) throws UnreadableRecordingException {
    Optional<HlTime> start = HlTime.parse(xml.attribute("value"));
    boolean low = false;
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      boolean first = xml.name().equals("low");
      if (first || (!low && xml.name().equals("center"))) {
        low |= first;
        start = HlTime.parse(xml.attribute("value"));
      }
    }
    return start;
  }

  private static void sets(XmlCursor xml, UnitRule rule, List<SequenceSet> sets)
      throws UnreadableRecordingException {
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      if (xml.name().equals("sequenceSet")) {
        SequenceSet set = SequenceSet.parse(xml, rule);
        if (set.samples() > 0) {
          sets.add(set);
        }
      }
    }
  }

  private static String[] device(XmlCursor xml) throws UnreadableRecordingException {
    String[] device = {"", ""};
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      if (xml.name().equals("manufacturerModelName")) {
        device[1] = xml.text(LONGEST_NAME);
      } else if (xml.name().equals("name") && xml.parent().equals("manufacturerOrganization")) {
        device[0] = xml.text(LONGEST_NAME);
      }
    }
    return device;
  }
}
