package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;
import static org.ecgnat.preprocessing.format.wfdb.HeaderParser.unreadable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Joins the segments of a record (header(5), "Multi-segment records"). With fixed layout every
 * segment has the same signals in the same order. With variable layout the first segment, of length
 * 0, lists the signals that any segment may have, and a segment's signals are found by their
 * descriptions. Gaps ({@code ~}) and signals that a segment lacks are missing there.
 */
final class MultiSegmentReader {
  private final WfdbHeader master;
  private final RecordFiles files;
  private final List<SegmentLine> segments;
  private final boolean variable;

  /** The first segment with samples; a layout has none. */
  private final int first;

  MultiSegmentReader(WfdbHeader master, RecordFiles files) {
    this.master = master;
    this.files = files;
    this.segments = master.segments();
    this.variable = segments.get(0).frames() == 0 && !segments.get(0).isGap();
    this.first = variable ? 1 : 0;
  }

  /** The wanted signals, in the order of the layout or the first segment. */
  List<WfdbSignal> read(Predicate<SignalLine> wanted)
      throws UnreadableRecordingException, IOException {
    List<SignalLine> lines = header(describing()).signals().stream().filter(wanted).toList();
    int frames = frames(lines);
    List<List<WfdbSignal.Piece>> pieces = new ArrayList<>();
    lines.forEach(line -> pieces.add(new ArrayList<>()));
    int start = 0;
    for (int number = first; number < segments.size(); number++) {
      if (!segments.get(number).isGap() && !lines.isEmpty()) {
        addPieces(number, start, lines, pieces);
      }
      start += (int) segments.get(number).frames();
    }
    List<WfdbSignal> signals = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      signals.add(WfdbSignal.of(lines.get(i), master.frameRateHz(), frames, pieces.get(i)));
    }
    return signals;
  }

  /** The segment whose header says which signals there are. */
  private int describing() throws UnreadableRecordingException {
    for (int number = 0; number < segments.size(); number++) {
      if (!segments.get(number).isGap()) {
        return number;
      }
    }
    throw new UnreadableRecordingException(NO_SIGNAL, "All segments of the record are gaps");
  }

  /** The length of the record, which is that of its segments together. */
  private int frames(List<SignalLine> lines) throws UnreadableRecordingException {
    long frames = 0;
    for (SegmentLine segment : segments) {
      frames += segment.frames();
      SizeLimits.checkFrames(frames, lines);
    }
    if (master.frames().isPresent() && master.frames().getAsLong() != frames) {
      throw unreadable(
          "its segments have %d samples a signal and not %d, as the record line says; a segment"
                  .formatted(frames, master.frames().getAsLong())
              + " line may be lost");
    }
    return (int) frames;
  }

  private void addPieces(
      int number, int start, List<SignalLine> lines, List<List<WfdbSignal.Piece>> pieces)
      throws UnreadableRecordingException, IOException {
    WfdbHeader header = header(number);
    Map<SignalLine, Integer> places = places(number, header.signals(), lines);
    if (places.isEmpty()) {
      return;
    }
    long frames = segments.get(number).frames();
    SegmentReader.Segment segment = new SegmentReader(files, places::containsKey).read(header);
    if (segment.frames() < frames) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "%s holds %d of %d samples a signal; fetch it again"
              .formatted(name(number), segment.frames(), frames));
    }
    for (DigitalSignal signal : segment.signals()) {
      int perFrame = signal.line().samplesPerFrame();
      pieces
          .get(places.get(signal.line()))
          .add(new WfdbSignal.Piece(start * perFrame, (int) frames * perFrame, signal));
    }
  }

  /** Which of the record's wanted signals the signals of a segment are. */
  private Map<SignalLine, Integer> places(
      int number, List<SignalLine> signals, List<SignalLine> lines)
      throws UnreadableRecordingException {
    Map<SignalLine, Integer> places = new LinkedHashMap<>();
    Set<Integer> taken = new HashSet<>();
    for (SignalLine signal : signals) {
      for (int i = 0; i < lines.size(); i++) {
        if (isSame(signal, lines.get(i)) && taken.add(i)) {
          if (signal.samplesPerFrame() != lines.get(i).samplesPerFrame()
              || !signal.units().equalsIgnoreCase(lines.get(i).units())) {
            throw unsupported(
                "a signal of "
                    + name(number)
                    + " has another unit or other samples a frame than elsewhere");
          }
          places.put(signal, i);
          break;
        }
      }
    }
    return places;
  }

  private boolean isSame(SignalLine signal, SignalLine line) {
    return variable
        ? line.description().equals(signal.description())
        : line.number() == signal.number();
  }

  private WfdbHeader header(int number) throws UnreadableRecordingException, IOException {
    WfdbHeader header =
        HeaderParser.parse(
            files.open(
                segments.get(number).name() + WfdbReader.EXTENSION, "header of " + name(number)));
    if (header.isMultiSegment()) {
      throw unsupported(name(number) + " is a multi-segment record itself");
    }
    if (header.frameRateHz() != master.frameRateHz()) {
      throw unsupported(name(number) + " has another sampling rate than the record");
    }
    return header;
  }

  /** How a message names a segment. */
  private static String name(int number) {
    return "segment " + (number + 1);
  }

  private static UnreadableRecordingException unsupported(String fault) {
    return new UnreadableRecordingException(
        UNSUPPORTED_FORMAT, "Cannot read the WFDB record: " + fault);
  }
}
