package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.MISSING_FILE;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Reads single-segment WFDB records with one sample a frame: formats 16, 24, 32, 80 and 212, also
 * behind the 24-byte header of a MATLAB v4 file ({@code 16+24}). Signals that are none of the
 * twelve leads are skipped, and so are signal files that hold no others.
 */
public final class WfdbReader implements RecordingReader {
  private static final String EXTENSION = ".hea";

  /** Samples of a record over all leads, 1 GiB of floats. */
  private static final long MAX_SAMPLES = 1L << 28;

  /** A signal file with what is known of its length. */
  private record SignalFile(SignalGroup group, SiblingFiles.Content content, long frames) {}

  @Override
  public String format() {
    return "wfdb";
  }

  /**
   * The name decides: an unreadable {@code .hea} file is set aside with a reason, not overlooked.
   */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    return fileName.length() > EXTENSION.length()
        && fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException, IOException {
    WfdbHeader header = HeaderParser.parse(main.bytes());
    List<SignalFile> files = signalFiles(header, siblings);
    int frames = frames(header, files);

    Map<Lead, float[]> rows = new EnumMap<>(Lead.class);
    boolean calibrated = options.unitRule() == ReadOptions.UnitRule.VOLTAGE_ONLY;
    for (SignalFile file : files) {
      SignalGroup group = file.group();
      int decoded = (int) Math.min(file.frames(), (long) frames + group.largestSkew());
      int[][] samples = group.decode(file.content().bytes(), decoded);
      group.verify(samples, frames);
      for (int row = 0; row < samples.length; row++) {
        SignalLine signal = group.signals().get(row);
        Optional<Lead> lead = Lead.parse(signal.description());
        if (lead.isPresent()) {
          Calibration calibration = Calibration.of(signal, options.unitRule());
          calibrated &= calibration.known();
          float[] values =
              calibration.apply(
                  samples[row], group.format().invalid(), signal.skewFrames(), frames);
          if (rows.put(lead.get(), values) != null) {
            throw new UnreadableRecordingException(
                UNREADABLE_HEADER,
                "Signal " + signal.number() + " repeats lead " + lead.get().label());
          }
        }
      }
    }

    List<SourceFile> provenance = new ArrayList<>();
    provenance.add(sourceFile(main));
    files.forEach(file -> provenance.add(sourceFile(file.content())));
    return List.of(
        new EcgRecording(
            mainName.substring(0, mainName.length() - EXTENSION.length()),
            header.frameRateHz(),
            List.copyOf(rows.keySet()),
            rows.values().toArray(float[][]::new),
            calibrated ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN,
            Optional.empty(),
            HeaderComments.patient(header.comments()),
            header.recordedAt(),
            HeaderComments.labels(header.comments(), options.headerCodes()),
            AcquisitionContext.UNKNOWN,
            provenance));
  }

  /** The files that hold a standard lead. */
  private static List<SignalFile> signalFiles(WfdbHeader header, SiblingFiles siblings)
      throws UnreadableRecordingException, IOException {
    List<SignalFile> files = new ArrayList<>();
    for (SignalGroup group : SignalGroup.of(header)) {
      if (group.signals().stream().anyMatch(s -> Lead.parse(s.description()).isPresent())) {
        group.format();
        SiblingFiles.Content content =
            siblings
                .read(group.fileName())
                .orElseThrow(
                    () ->
                        new UnreadableRecordingException(
                            MISSING_FILE,
                            "The signal file of "
                                + group.name()
                                + " is not beside the WFDB header; put it there"));
        files.add(new SignalFile(group, content, group.framesIn(content.bytes().length)));
      }
    }
    if (files.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD,
          "None of the "
              + header.signals().size()
              + " signals is named as one of the twelve leads");
    }
    return files;
  }

  /** The record's length: the header's, or that of the shortest file. */
  private static int frames(WfdbHeader header, List<SignalFile> files)
      throws UnreadableRecordingException {
    long available = Long.MAX_VALUE;
    long signals = 0;
    for (SignalFile file : files) {
      if (header.frames().orElse(0) > file.frames()) {
        throw new UnreadableRecordingException(
            TRUNCATED,
            "The signal file of "
                + file.group().name()
                + " holds "
                + file.frames()
                + " of "
                + header.frames().getAsLong()
                + " samples a signal; fetch it again");
      }
      available = Math.min(available, file.frames());
      signals += file.group().signals().size();
    }
    long frames = header.frames().orElse(available);
    if (frames == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The signal files hold no samples");
    }
    if (frames > MAX_SAMPLES / signals) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED,
          "The record has more than " + MAX_SAMPLES + " samples over all signals; split it");
    }
    return (int) frames;
  }

  private static SourceFile sourceFile(SiblingFiles.Content content) {
    byte[] bytes = content.bytes();
    return new SourceFile(content.path(), bytes.length, content.modified(), Sha256.hex(bytes));
  }
}
