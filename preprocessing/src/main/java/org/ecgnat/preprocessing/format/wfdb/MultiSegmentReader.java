package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;
import static org.ecgnat.preprocessing.format.wfdb.HeaderParser.unreadable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

  MultiSegmentReader(WfdbHeader master, RecordFiles files) {
    this.master = master;
    this.files = files;
    SegmentLine first = master.segments().get(0);
    this.variable = first.frames() == 0 && !first.isGap();
    this.segments = master.segments().subList(variable ? 1 : 0, master.segments().size());
  }

  /** The wanted signals, in the order of the layout or the first segment. */
  List<WfdbSignal> read(Predicate<SignalLine> wanted)
      throws UnreadableRecordingException, IOException {
    int describing = 0;
    while (!variable && segments.get(describing).isGap()) {
      if (++describing == segments.size()) {
        throw new UnreadableRecordingException(NO_SIGNAL, "All segments of the record are gaps");
      }
    }
    SegmentLine layout = variable ? master.segments().get(0) : segments.get(describing);
    List<SignalLine> lines = header(layout).signals().stream().filter(wanted).toList();
    int frames = frames(lines);
    List<List<WfdbSignal.Piece>> pieces = new ArrayList<>();
    lines.forEach(line -> pieces.add(new ArrayList<>()));
    int start = 0;
    for (SegmentLine segment : segments) {
      if (!segment.isGap() && !lines.isEmpty()) {
        addPieces(segment, start, lines, pieces);
      }
      start += (int) segment.frames();
    }
    List<WfdbSignal> signals = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      signals.add(
          WfdbSignal.of(lines.get(i), master.frameRateHz(), frames, List.copyOf(pieces.get(i))));
    }
    return signals;
  }

  /** The length of the record, which is that of its segments together. */
  private int frames(List<SignalLine> lines) throws UnreadableRecordingException {
    long frames = 0;
    for (SegmentLine segment : segments) {
      frames += segment.frames();
      SegmentReader.checkSize(frames, lines);
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
      SegmentLine segment, int start, List<SignalLine> lines, List<List<WfdbSignal.Piece>> pieces)
      throws UnreadableRecordingException, IOException {
    SegmentReader.Segment content =
        new SegmentReader(files, line -> find(line, lines) >= 0).read(header(segment));
    if (content.frames() < segment.frames()) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "%s holds %d of %d samples a signal; fetch it again"
              .formatted(name(segment), content.frames(), segment.frames()));
    }
    for (DigitalSignal signal : content.signals()) {
      int index = find(signal.line(), lines);
      SignalLine expected = lines.get(index);
      if (signal.line().samplesPerFrame() != expected.samplesPerFrame()
          || !signal.line().units().equalsIgnoreCase(expected.units())) {
        throw unsupported(
            "a signal of "
                + name(segment)
                + " has another unit or other samples a frame than the layout says");
      }
      int perFrame = expected.samplesPerFrame();
      pieces
          .get(index)
          .add(new WfdbSignal.Piece(start * perFrame, (int) segment.frames() * perFrame, signal));
    }
  }

  /** Which of the record's signals a segment's signal is; −1 for none that is wanted. */
  private int find(SignalLine signal, List<SignalLine> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (variable
          ? lines.get(i).description().equals(signal.description())
          : lines.get(i).number() == signal.number()) {
        return i;
      }
    }
    return -1;
  }

  private WfdbHeader header(SegmentLine segment) throws UnreadableRecordingException, IOException {
    WfdbHeader header =
        HeaderParser.parse(
            files.open(segment.name() + WfdbReader.EXTENSION, "header of " + name(segment)));
    if (header.isMultiSegment()) {
      throw unsupported(name(segment) + " is a multi-segment record itself");
    }
    if (header.frameRateHz() != master.frameRateHz()) {
      throw unsupported(name(segment) + " has another sampling rate than the record");
    }
    return header;
  }

  /** How a message names a segment. */
  private String name(SegmentLine segment) {
    return "segment " + (master.segments().indexOf(segment) + 1);
  }

  private static UnreadableRecordingException unsupported(String fault) {
    return new UnreadableRecordingException(
        UNSUPPORTED_FORMAT, "Cannot read the WFDB record: " + fault);
  }
}
