package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Reads DICOM ECG waveform objects: 12-lead, General, Ambulatory and General 32-bit ECG Waveform
 * Storage (PS3.4 B.5), with or without the preamble of PS3.10, in implicit, explicit (either byte
 * order) and deflated transfer syntaxes. Only rhythm groups become recordings; groups that share a
 * time axis become one (see {@link Strip}).
 */
public final class DicomReader implements RecordingReader {
  /** Waveform storage of every kind. */
  private static final String WAVEFORM = "1.2.840.10008.5.1.4.1.1.9.";

  /** ECG waveform storage of every kind. */
  private static final String ECG = WAVEFORM + "1.";

  private static final Pattern EXTENSION = Pattern.compile("(?i)(.+)\\.(?:dcm|dicom|dic|ima)");

  @Override
  public String format() {
    return "dicom";
  }

  /**
   * By content: a file that begins like DICOM and holds a waveform. Images, reports and directories
   * are no recordings, and are not looked at.
   */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    Optional<String> sopClass = DicomFile.sopClass(head);
    return sopClass.isPresent() ? sopClass.get().startsWith(WAVEFORM) : DicomFile.hasMagic(head);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    DataSet object = DicomFile.parse(main.bytes());
    if (!DicomFile.sopClass(object).startsWith(ECG)) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "The DICOM object is no ECG waveform; export the ECG itself");
    }
    List<Strip> strips = Strip.of(rhythms(object, options));
    SourceFile file = main.sourceFile();
    List<Label> labels = CodedAnnotations.labels(object, options.headerCodes());
    ObjectHeader header = new ObjectHeader(object);
    List<EcgRecording> recordings = new ArrayList<>();
    for (Strip strip : strips) {
      String number = recordings.isEmpty() ? "" : "#" + (recordings.size() + 1);
      recordings.add(
          new EcgRecording(
              EXTENSION.matcher(mainName).replaceFirst("$1") + number,
              strip.rateHz(),
              List.copyOf(strip.rows().keySet()),
              strip.rows().values().toArray(float[][]::new),
              strip.known() ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN,
              Optional.empty(),
              header.patient(),
              header.recordedAt(),
              labels,
              header.context(strip.filters()),
              List.of(file)));
    }
    return recordings;
  }

  private static List<MultiplexGroup> rhythms(DataSet object, ReadOptions options)
      throws UnreadableRecordingException {
    List<DataSet> groups =
        object.items(Tag.WAVEFORMS).stream().filter(MultiplexGroup::isRhythm).toList();
    if (groups.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_SIGNAL,
          "None of the %d multiplex groups is an original rhythm of 2 s or more"
              .formatted(object.items(Tag.WAVEFORMS).size()));
    }
    List<MultiplexGroup> decoded = new ArrayList<>();
    for (DataSet group : groups) {
      MultiplexGroup rhythm = MultiplexGroup.read(group, options.unitRule());
      if (!rhythm.channels().isEmpty()) {
        decoded.add(rhythm);
      }
    }
    if (decoded.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "No channel's source is one of the twelve leads");
    }
    return decoded;
  }
}
