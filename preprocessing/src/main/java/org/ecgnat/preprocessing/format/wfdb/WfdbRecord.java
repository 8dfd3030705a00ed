package org.ecgnat.preprocessing.format.wfdb;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * A WFDB record with all its signals, whatever they measure and at whatever rate: for annotated
 * ambulatory records, whose leads are none of the twelve. {@link WfdbReader} makes recordings of
 * the records that have standard leads.
 */
public final class WfdbRecord {
  private final WfdbHeader header;
  private final List<WfdbSignal> signals;
  private final List<SourceFile> files;

  private WfdbRecord(WfdbHeader header, List<WfdbSignal> signals, List<SourceFile> files) {
    this.header = header;
    this.signals = List.copyOf(signals);
    this.files = files;
  }

  /**
   * Reads a record of a local folder with all its signals.
   *
   * @param headerFile such as {@code mitdb/100.hea}
   * @throws UnreadableRecordingException where its content cannot be used
   * @throws IOException where a file cannot be read at all
   */
  public static WfdbRecord read(Path headerFile) throws UnreadableRecordingException, IOException {
    LocalFolder folder = LocalFolder.of(headerFile);
    String name = String.valueOf(headerFile.getFileName());
    SiblingFiles.Content main =
        folder.read(name).orElseThrow(() -> new FileNotFoundException(headerFile.toString()));
    return read(main, name, folder);
  }

  /**
   * Reads a record with all its signals.
   *
   * @param main the header
   * @param mainName its plain name
   * @param siblings the folder it lies in
   * @throws UnreadableRecordingException where the content cannot be used
   * @throws IOException where a file cannot be read at all
   */
  public static WfdbRecord read(SiblingFiles.Content main, String mainName, SiblingFiles siblings)
      throws UnreadableRecordingException, IOException {
    return read(main, mainName, siblings, signal -> true);
  }

  /** Reads the wanted signals of a record; files that hold no others are not opened. */
  static WfdbRecord read(
      SiblingFiles.Content main,
      String mainName,
      SiblingFiles siblings,
      Predicate<SignalLine> wanted)
      throws UnreadableRecordingException, IOException {
    RecordFiles files = new RecordFiles(main, mainName, siblings);
    WfdbHeader header = HeaderParser.parse(main.bytes());
    List<WfdbSignal> signals =
        header.isMultiSegment()
            ? new MultiSegmentReader(header, files).read(wanted)
            : singleSegment(header, files, wanted);
    long samples = signals.stream().mapToLong(WfdbSignal::samples).sum();
    SizeLimits.checkProportion(samples, files.bytes());
    return new WfdbRecord(header, signals, files.provenance());
  }

  private static List<WfdbSignal> singleSegment(
      WfdbHeader header, RecordFiles files, Predicate<SignalLine> wanted)
      throws UnreadableRecordingException, IOException {
    List<WfdbSignal> signals = new ArrayList<>();
    if (header.signals().stream().anyMatch(wanted)) {
      SegmentReader.Segment segment = new SegmentReader(files, wanted).read(header);
      for (DigitalSignal signal : segment.signals()) {
        int samples = segment.frames() * signal.line().samplesPerFrame();
        signals.add(
            WfdbSignal.of(
                signal.line(),
                header.frameRateHz(),
                segment.frames(),
                List.of(new WfdbSignal.Piece(0, samples, signal))));
      }
    }
    return signals;
  }

  /** Frames a second: what annotations without a resolution of their own count in. */
  public double frameRateHz() {
    return header.frameRateHz();
  }

  /** When sample 0 was taken, as UTC since the format knows no time zone; empty where unknown. */
  public Optional<Instant> recordedAt() {
    return header.recordedAt();
  }

  /** The signals, in the order of the header. */
  public List<WfdbSignal> signals() {
    return signals;
  }

  /** The first signal of that name, such as {@code MLII}. */
  public Optional<WfdbSignal> signal(String name) {
    return signals.stream().filter(signal -> signal.name().equals(name)).findFirst();
  }

  /** The (master) header. */
  WfdbHeader header() {
    return header;
  }

  /** What was read. */
  List<SourceFile> files() {
    return files;
  }
}
