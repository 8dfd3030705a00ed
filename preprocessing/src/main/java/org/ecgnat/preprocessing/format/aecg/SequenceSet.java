package org.ecgnat.preprocessing.format.aecg;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Sequences that were sampled together: one of times, the others of leads.
 *
 * @param start when the first samples were taken, where the set says it as a point in time
 * @param startSeconds the same in seconds after the start of the series, where it says it so
 * @param intervalSeconds time between two samples
 * @param leads {@code (samples)} of each lead, in millivolts
 * @param samples of the longest lead
 */
record SequenceSet(
    Optional<HlTime> start,
    double startSeconds,
    double intervalSeconds,
    Map<Lead, float[]> leads,
    int samples) {
  private static final String TIME = "TIME_";

  /** Rates outside are no ECG, and would make resampling allocate without measure. */
  private static final double SHORTEST_INTERVAL_SECONDS = 1e-5;

  private static final double LONGEST_INTERVAL_SECONDS = 0.1;

  /** Reads the set that was just entered; {@code xml} leaves it. */
  static SequenceSet parse(XmlCursor xml, UnitRule rule) throws UnreadableRecordingException {
    Builder builder = new Builder(rule);
    int depth = xml.depth();
    while (xml.nextChild(depth)) {
      int component = xml.depth();
      if (xml.name().equals("component")) {
        while (xml.nextChild(component)) {
          if (xml.name().equals("sequence")) {
            builder.sequence(xml);
          }
        }
      }
    }
    return builder.build();
  }

  /** What is known of a set so far. */
  private static final class Builder {
    private final UnitRule rule;
    private final Map<Lead, float[]> leads = new EnumMap<>(Lead.class);
    private Optional<HlTime> start = Optional.empty();
    private double startSeconds;
    private double intervalSeconds = Double.NaN;
    private int sequences;

    Builder(UnitRule rule) {
      this.rule = rule;
    }

    void sequence(XmlCursor xml) throws UnreadableRecordingException {
      sequences++;
      String code = "";
      int depth = xml.depth();
      while (xml.nextChild(depth)) {
        if (xml.name().equals("code")) {
          code = xml.attribute("code");
        } else if (xml.name().equals("value") && code.startsWith(TIME)) {
          time(xml);
        } else if (xml.name().equals("value")) {
          Optional<Lead> lead = Lead.parse(code);
          if (lead.isPresent()) {
            samples(xml, lead.get());
          }
        }
      }
    }

    /** A generated list: {@code head}, and {@code increment} from each time to the next. */
    private void time(XmlCursor xml) throws UnreadableRecordingException {
      String type = xml.attribute("type");
      int depth = xml.depth();
      while (xml.nextChild(depth)) {
        if (xml.name().equals("increment")) {
          intervalSeconds = Quantities.seconds(xml, "the increment of a time sequence");
        } else if (xml.name().equals("head") && type.endsWith("_PQ")) {
          startSeconds = Quantities.seconds(xml, "the head of a relative time sequence");
        } else if (xml.name().equals("head")) {
          start = HlTime.parse(xml.attribute("value"));
        }
      }
    }

    /** A sampled list: {@code origin + scale · digit}. */
    private void samples(XmlCursor xml, Lead lead) throws UnreadableRecordingException {
      String what = "lead " + lead.label();
      double origin = 0;
      double scale = Double.NaN;
      float[] values = null;
      int depth = xml.depth();
      while (xml.nextChild(depth)) {
        switch (xml.name()) {
          case "origin" -> origin = Quantities.millivolts(xml, "the origin of " + what, rule);
          case "scale" -> scale = Quantities.millivolts(xml, "the scale of " + what, rule);
          case "digits" -> {
            Digits digits = new Digits(what);
            xml.text(digits::accept);
            values = digits.values();
          }
          default -> {
            // an extension
          }
        }
      }
      if (values == null || Double.isNaN(scale) || scale == 0) {
        throw Quantities.fault(what + " has no digits or no scale");
      }
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (origin + scale * values[i]);
      }
      if (leads.put(lead, values) != null) {
        throw Quantities.fault(what + " stands twice in a sequence set");
      }
    }

    SequenceSet build() throws UnreadableRecordingException {
      int samples = leads.values().stream().mapToInt(row -> row.length).max().orElse(0);
      if (samples > 0 && !(intervalSeconds > 0)) {
        throw Quantities.fault(
            "a sequence set of " + sequences + " sequences has none of times, or no increment");
      }
      if (samples > 0
          && (intervalSeconds < SHORTEST_INTERVAL_SECONDS
              || intervalSeconds > LONGEST_INTERVAL_SECONDS)) {
        throw new UnreadableRecordingException(
            LIMIT_EXCEEDED,
            "The annotated ECG has a sample every "
                + intervalSeconds
                + " s, outside "
                + SHORTEST_INTERVAL_SECONDS
                + " to "
                + LONGEST_INTERVAL_SECONDS
                + " s");
      }
      return new SequenceSet(start, startSeconds, intervalSeconds, leads, samples);
    }
  }
}
