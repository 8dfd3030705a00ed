package org.ecgnat.preprocessing.format.edf;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * When the data records of a file were recorded. EDF and EDF+C have no gaps. In EDF+D each data
 * record states when it began, in the first annotation of its first annotation signal, {@code
 * +567\\x14\\x14} (EDF+ 2.2.4).
 */
final class TimeAxis {
  /**
   * Shorter gaps are missing samples of one recording while no more is missing than was recorded;
   * after another gap begins another recording.
   */
  private static final double LONGEST_GAP_SECONDS = 10;

  private static final int MOST_SEGMENTS = 1000;

  /** Stated times are rounded by as much. */
  private static final double ROUNDING_SECONDS = 1e-3;

  private static final int LONGEST_ONSET = 24;
  private static final char END = '\u0014';

  /**
   * Data records without a gap.
   *
   * @param first data record
   * @param records how many
   * @param startSeconds when the first began, after the file's start
   */
  record Run(int first, int records, double startSeconds) {}

  /**
   * Runs that are one recording.
   *
   * @param runs at least one, in order of time
   */
  record Segment(List<Run> runs) {
    double startSeconds() {
      return runs.get(0).startSeconds();
    }
  }

  private TimeAxis() {}

  /**
   * The segments of a file.
   *
   * @param fastestHz rate of the fastest lead: a stated time may be off by one of its samples
   */
  static List<Segment> of(EdfHeader header, byte[] bytes, double fastestHz)
      throws UnreadableRecordingException {
    if (header.kind() != EdfHeader.Kind.DISCONTINUOUS) {
      double start = onset(header, bytes, 0).orElse(0);
      return List.of(new Segment(List.of(new Run(0, header.records(), start))));
    }
    double tolerance = Math.max(ROUNDING_SECONDS, 1 / fastestHz);
    double seconds = header.recordSeconds();
    List<Segment> segments = new ArrayList<>();
    List<Run> runs = new ArrayList<>();
    double start = stated(header, bytes, 0);
    double previous = start;
    double missing = 0;
    int first = 0;
    for (int record = 1; record < header.records(); record++) {
      double onset = stated(header, bytes, record);
      double gap = onset - previous - seconds;
      if (gap < -tolerance) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER,
            "Data record %d begins before the one before it ended; export the recording again"
                .formatted(record + 1));
      }
      if (gap > tolerance) {
        runs.add(new Run(first, record - first, start));
        missing += gap;
        double recorded = seconds * (record - runs.get(0).first());
        if (gap > LONGEST_GAP_SECONDS || missing > recorded) {
          segments.add(new Segment(List.copyOf(runs)));
          runs.clear();
          missing = 0;
        }
        first = record;
        start = onset;
      }
      previous = onset;
    }
    runs.add(new Run(first, header.records() - first, start));
    segments.add(new Segment(List.copyOf(runs)));
    if (segments.size() > MOST_SEGMENTS) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The recording is in %d pieces, more than %d; split it"
              .formatted(segments.size(), MOST_SEGMENTS));
    }
    return segments;
  }

  private static double stated(EdfHeader header, byte[] bytes, int record)
      throws UnreadableRecordingException {
    return onset(header, bytes, record)
        .orElseThrow(
            () ->
                new UnreadableRecordingException(
                    UNREADABLE_HEADER,
                    "Data record %d of a discontinuous recording does not say when it began; export"
                            .formatted(record + 1)
                        + " the recording again"));
  }

  /** When a data record began, in seconds after the file's start, where it says so. */
  private static OptionalDouble onset(EdfHeader header, byte[] bytes, int record) {
    if (header.timekeeper().isEmpty()) {
      return OptionalDouble.empty();
    }
    EdfSignal keeper = header.timekeeper().get();
    int start = header.headerBytes() + record * header.recordBytes() + keeper.offset();
    int size = keeper.samplesPerRecord() * header.variant().sampleBytes();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(size, LONGEST_ONSET); i++) {
      char character = (char) Byte.toUnsignedInt(bytes[start + i]);
      if (character == END) {
        return text.toString().matches("[+-]\\d{1,10}(?:\\.\\d{1,12})?")
            ? OptionalDouble.of(Double.parseDouble(text.toString()))
            : OptionalDouble.empty();
      }
      text.append(character);
    }
    return OptionalDouble.empty();
  }
}
