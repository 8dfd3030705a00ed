package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Reads the wanted signals of a record of one segment; files without any are not opened. */
final class SegmentReader {
  private final RecordFiles files;
  private final Predicate<SignalLine> wanted;

  /**
   * A segment.
   *
   * @param frames its length
   * @param signals the wanted ones, in the order of its header
   */
  record Segment(int frames, List<DigitalSignal> signals) {}

  /** A file with those of its signals that are wanted, by row. */
  private record Opened(SignalGroup group, SignalFile file, List<Integer> rows) {}

  SegmentReader(RecordFiles files, Predicate<SignalLine> wanted) {
    this.files = files;
    this.wanted = wanted;
  }

  Segment read(WfdbHeader header) throws UnreadableRecordingException, IOException {
    List<SignalLine> lines = header.signals().stream().filter(wanted).toList();
    if (header.frames().isPresent()) {
      SizeLimits.checkFrames(header.frames().getAsLong(), lines);
    }
    List<Opened> opened = new ArrayList<>();
    for (SignalGroup group : SignalGroup.of(header)) {
      List<Integer> rows = new ArrayList<>();
      for (int row = 0; row < group.signals().size(); row++) {
        if (wanted.test(group.signals().get(row))) {
          rows.add(row);
        }
      }
      if (!rows.isEmpty()) {
        opened.add(new Opened(group, open(group), rows));
      }
    }
    int frames = frames(header.frames(), opened, lines);
    List<DigitalSignal> signals = new ArrayList<>();
    for (Opened file : opened) {
      for (int row : file.rows()) {
        signals.add(signal(file, row, frames));
      }
    }
    return new Segment(frames, signals);
  }

  private SignalFile open(SignalGroup group) throws UnreadableRecordingException, IOException {
    return group.isNull()
        ? NoFile.INSTANCE
        : group.open(files.open(group.fileName(), "signal file of " + group.name()));
  }

  private static DigitalSignal signal(Opened opened, int row, int frames)
      throws UnreadableRecordingException {
    SignalLine line = opened.group().signals().get(row);
    if (line.isNull()) {
      return DigitalSignal.absent(line);
    }
    // as far as the file of a skewed signal goes on
    int decoded = (int) Math.min(opened.file().frames(), (long) frames + line.skewFrames());
    int[] samples = opened.file().samples(row, decoded);
    SignalGroup.verify(line, samples, frames * line.samplesPerFrame());
    int first = (int) Math.min((long) line.skewFrames() * line.samplesPerFrame(), samples.length);
    return new DigitalSignal(line, samples, first, opened.file().invalid());
  }

  /** The length: the header's, or that of the shortest file. */
  private static int frames(OptionalLong stated, List<Opened> files, List<SignalLine> lines)
      throws UnreadableRecordingException {
    long available = Long.MAX_VALUE;
    for (Opened file : files) {
      if (stated.orElse(0) > file.file().frames()) {
        throw new UnreadableRecordingException(
            TRUNCATED,
            "The signal file of %s holds %d of %d samples a signal; fetch it again"
                .formatted(file.group().name(), file.file().frames(), stated.getAsLong()));
      }
      available = Math.min(available, file.file().frames());
    }
    if (available == Long.MAX_VALUE) {
      throw new UnreadableRecordingException(
          NO_SIGNAL,
          "The WFDB header names no signal file: it is the layout of a multi-segment record");
    }
    long frames = stated.orElse(available);
    if (frames == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The signal files hold no samples");
    }
    SizeLimits.checkFrames(frames, lines);
    return (int) frames;
  }
}
