package org.ecgnat.preprocessing.format.text;

import java.util.List;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.LeadRows;
import org.ecgnat.preprocessing.format.Orientation;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Patient;

/**
 * Reads tables of numbers, such as CSV (RFC 4180), in the layout that their source declares. Only
 * files of the declared names are recordings: tables of labels are CSV too.
 */
public final class TextReader implements RecordingReader {

  @Override
  public String format() {
    return "text";
  }

  /** Without a layout nothing is recognised. */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    return false;
  }

  @Override
  public boolean recognises(String fileName, byte[] head, ReadOptions options) {
    return options.text().covers(fileName);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    TextLayout layout = options.text();
    TextLines lines = TextLines.of(main.bytes(), layout.charset());
    TextHeader header = TextHeader.read(lines, layout);
    LeadRows rows = new LeadRows();
    double samplingRateHz = header.samplingRateHz();
    if (layout.orientation() == Orientation.SAMPLES_IN_ROWS) {
      SamplesInRows table = new SamplesInRows(layout, header);
      samplingRateHz = table.read(DataLines.begin(lines, layout), rows);
    } else {
      new LeadsInRows(layout).read(DataLines.begin(lines, layout), rows);
    }
    return List.of(
        rows.recording(
            FileNames.stem(mainName),
            samplingRateHz,
            layout.declaredUnit(),
            options,
            Patient.UNKNOWN,
            main.sourceFile()));
  }
}
