package org.ecgnat.preprocessing.format.edf;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The leads that were sampled at one rate. A file whose leads have several rates gives a recording
 * of each: to bring them to one rate is conditioning, not reading.
 *
 * @param rateHz samples a second
 * @param signals by lead
 */
record EdfLeads(double rateHz, Map<Lead, EdfSignal> signals) {
  private static final long MOST_SAMPLES = 1L << 28;
  private static final double FASTEST_HZ = 1e6;

  /** The leads of a file by rate, most leads first, then the fastest. */
  static List<EdfLeads> of(EdfHeader header) throws UnreadableRecordingException {
    Map<Integer, EnumMap<Lead, EdfSignal>> byRate = new TreeMap<>();
    for (EdfSignal signal : header.signals()) {
      Optional<Lead> lead = signal.lead();
      if (lead.isPresent() && signal.samplesPerRecord() > 0) {
        EdfSignal other =
            byRate
                .computeIfAbsent(signal.samplesPerRecord(), n -> new EnumMap<>(Lead.class))
                .put(lead.get(), signal);
        if (other != null) {
          throw new UnreadableRecordingException(
              UNREADABLE_HEADER,
              "Signals %d and %d are both lead %s"
                  .formatted(other.number(), signal.number(), lead.get().label()));
        }
      }
    }
    if (byRate.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD,
          "None of the %d signals is labelled as one of the twelve leads"
              .formatted(header.signals().size()));
    }
    List<EdfLeads> leads = new ArrayList<>();
    for (Map<Lead, EdfSignal> signals : byRate.values()) {
      double rateHz = header.rateHz(signals.values().iterator().next());
      if (!(rateHz > 0 && rateHz <= FASTEST_HZ)) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER, "The duration of a data record gives no sampling rate that can be");
      }
      leads.add(new EdfLeads(rateHz, signals));
    }
    leads.sort(
        Comparator.<EdfLeads>comparingInt(group -> group.signals().size())
            .thenComparingDouble(EdfLeads::rateHz)
            .reversed());
    return leads;
  }

  /**
   * Decodes and calibrates a segment.
   *
   * @return {@code (leads, samples)} in the order of {@link #signals}; NaN in gaps
   */
  float[][] decode(EdfHeader header, byte[] bytes, TimeAxis.Segment segment, UnitRule rule)
      throws UnreadableRecordingException {
    int perRecord = signals.values().iterator().next().samplesPerRecord();
    List<TimeAxis.Run> runs = segment.runs();
    int[] starts = new int[runs.size()];
    long end = 0;
    for (int i = 0; i < starts.length; i++) {
      double seconds = runs.get(i).startSeconds() - segment.startSeconds();
      // stated times are rounded: a run never begins before the one before it has ended
      long at = Math.max(end, Math.round(seconds * rateHz));
      end = at + (long) runs.get(i).records() * perRecord;
      if (end > MOST_SAMPLES) {
        throw new UnreadableRecordingException(
            LIMIT_EXCEEDED,
            "A lead has more than " + MOST_SAMPLES + " samples; split the recording");
      }
      starts[i] = (int) at;
    }
    float[][] rows = new float[signals.size()][(int) end];
    int row = 0;
    for (EdfSignal signal : signals.values()) {
      float[] values = rows[row++];
      double factor = signal.factor(rule);
      double offset = signal.offset(rule);
      Arrays.fill(values, Float.NaN);
      for (int i = 0; i < starts.length; i++) {
        decode(header, bytes, signal, runs.get(i), factor, offset, values, starts[i]);
      }
    }
    return rows;
  }

  private static void decode(
      EdfHeader header,
      byte[] bytes,
      EdfSignal signal,
      TimeAxis.Run run,
      double factor,
      double offset,
      float[] values,
      int start) {
    EdfVariant variant = header.variant();
    int to = start;
    for (int record = run.first(); record < run.first() + run.records(); record++) {
      int at = header.headerBytes() + record * header.recordBytes() + signal.offset();
      for (int i = 0; i < signal.samplesPerRecord(); i++) {
        values[to++] = (float) (variant.sample(bytes, at) * factor + offset);
        at += variant.sampleBytes();
      }
    }
  }

  /** How the leads were filtered, each text once. */
  String filters() {
    TreeSet<String> filters = new TreeSet<>();
    signals.values().forEach(signal -> filters.add(signal.filter()));
    filters.remove("");
    return String.join("; ", filters);
  }
}
