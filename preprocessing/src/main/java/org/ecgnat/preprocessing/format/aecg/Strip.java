package org.ecgnat.preprocessing.format.aecg;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Sequence sets that make one recording: leads recorded one after the other, and a lead's next
 * piece. They share the rate, no lead overlaps itself, and there is not much more time than signal.
 */
final class Strip {
  /** Samples of a recording over all leads, 1 GiB of floats. */
  private static final long MAX_SAMPLES = 1L << 28;

  /** Two writers' roundings of one interval differ by less. */
  private static final double SAME_INTERVAL = 1e-6;

  private static final double MOST_TIME_PER_SIGNAL = 1.1;
  private static final double NANOS = 1e9;
  private static final float[] NONE = {};

  /** A set and the second at which it starts, after the start of the first. */
  private record Piece(SequenceSet set, double second) {
    double end() {
      return second + set.samples() * set.intervalSeconds();
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final Optional<Instant> origin;
  private final Map<Lead, Double> ends = new EnumMap<>(Lead.class);
  private double firstSecond;
  private double endSecond;
  private double signalSeconds;

  private Strip(SequenceSet first, Optional<Instant> origin) {
    this.origin = origin;
    add(new Piece(first, 0));
  }

  /** The strips of a series, in its order. */
  static List<Strip> of(Series series) {
    Optional<Instant> seriesStart = series.start().map(HlTime::instant);
    List<Strip> strips = new ArrayList<>();
    for (SequenceSet set : series.sets()) {
      Optional<Instant> start = start(set, seriesStart);
      boolean joined =
          !strips.isEmpty() && start.isPresent() && strips.get(strips.size() - 1).join(set, start);
      if (!joined) {
        strips.add(new Strip(set, start));
      }
    }
    return strips;
  }

  double rateHz() {
    return 1 / pieces.get(0).set().intervalSeconds();
  }

  /** When the first sample was taken. */
  Optional<Instant> start() {
    return origin.map(instant -> plus(instant, firstSecond));
  }

  /** {@code (samples)} of each lead, all as long, NaN where it was not recorded. */
  Map<Lead, float[]> rows() throws UnreadableRecordingException {
    int[] starts = new int[pieces.size()];
    long samples = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = (int) Math.round((pieces.get(i).second() - firstSecond) * rateHz());
      samples = Math.max(samples, (long) starts[i] + pieces.get(i).set().samples());
    }
    Map<Lead, float[]> rows = new EnumMap<>(Lead.class);
    pieces.forEach(piece -> piece.set().leads().keySet().forEach(lead -> rows.put(lead, NONE)));
    if (samples * rows.size() > MAX_SAMPLES) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The annotated ECG has more than " + MAX_SAMPLES + " samples over all leads; split it");
    }
    for (int i = 0; i < starts.length; i++) {
      for (Map.Entry<Lead, float[]> lead : pieces.get(i).set().leads().entrySet()) {
        float[] values = lead.getValue();
        if (values.length == samples) {
          rows.put(lead.getKey(), values);
          continue;
        }
        float[] row = rows.get(lead.getKey());
        if (row == NONE) {
          row = new float[(int) samples];
          Arrays.fill(row, Float.NaN);
          rows.put(lead.getKey(), row);
        }
        System.arraycopy(values, 0, row, starts[i], values.length);
      }
    }
    return rows;
  }

  /** Adds a set if it fits; a lead's pieces come in the order of time. */
  private boolean join(SequenceSet set, Optional<Instant> start) {
    double interval = pieces.get(0).set().intervalSeconds();
    if (origin.isEmpty() || Math.abs(set.intervalSeconds() - interval) > SAME_INTERVAL * interval) {
      return false;
    }
    Duration after = Duration.between(origin.get(), start.get());
    Piece piece = new Piece(set, after.getSeconds() + after.getNano() / NANOS);
    boolean overlaps =
        set.leads().keySet().stream()
            .anyMatch(
                lead ->
                    piece.second()
                        < ends.getOrDefault(lead, Double.NEGATIVE_INFINITY) - interval / 2);
    double signal = signalSeconds + piece.end() - piece.second();
    double time = Math.max(endSecond, piece.end()) - Math.min(firstSecond, piece.second());
    if (overlaps || time > MOST_TIME_PER_SIGNAL * signal) {
      return false;
    }
    add(piece);
    return true;
  }

  private void add(Piece piece) {
    pieces.add(piece);
    piece.set().leads().keySet().forEach(lead -> ends.put(lead, piece.end()));
    firstSecond = Math.min(firstSecond, piece.second());
    endSecond = Math.max(endSecond, piece.end());
    signalSeconds += piece.end() - piece.second();
  }

  private static Optional<Instant> start(SequenceSet set, Optional<Instant> seriesStart) {
    return set.start()
        .map(HlTime::instant)
        .or(() -> seriesStart.map(instant -> plus(instant, set.startSeconds())));
  }

  private static Instant plus(Instant instant, double seconds) {
    return instant.plusNanos(Math.round(seconds * NANOS));
  }
}
