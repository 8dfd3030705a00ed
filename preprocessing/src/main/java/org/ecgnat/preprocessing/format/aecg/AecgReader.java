package org.ecgnat.preprocessing.format.aecg;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlRoot;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Reads the rhythm series of HL7 annotated ECGs. Each series is a recording of its own, and several
 * where its sequence sets do not fit one time axis; representative beats are left out.
 */
public final class AecgReader implements RecordingReader {
  private static final String EXTENSION = ".xml";

  @Override
  public String format() {
    return "aecg";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return XmlRoot.name(head).filter(Document.ROOT::equals).isPresent();
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    Document document = Document.parse(main.bytes(), options.unitRule());
    List<Label> labels = document.annotations().labels(new Statements(options.headerCodes()));
    SourceFile file = main.sourceFile();
    List<EcgRecording> recordings = new ArrayList<>();
    for (Series series : document.series()) {
      Optional<HlTime> seriesTime = series.start().or(document::time);
      for (Strip strip : Strip.of(series)) {
        Map<Lead, float[]> rows = strip.rows();
        Optional<Instant> recordedAt = strip.start().or(() -> seriesTime.map(HlTime::instant));
        recordings.add(
            new EcgRecording(
                key(mainName, recordings.size()),
                strip.rateHz(),
                List.copyOf(rows.keySet()),
                rows.values().toArray(float[][]::new),
                options.unitRule().amplitude(),
                Optional.empty(),
                document.patient(seriesTime),
                recordedAt,
                labels,
                new AcquisitionContext(
                    series.manufacturer(),
                    series.device(),
                    document.site(),
                    series.filters(),
                    "",
                    ""),
                List.of(file)));
      }
    }
    if (recordings.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_SIGNAL,
          "The annotated ECG has no rhythm series with samples of one of the twelve leads");
    }
    return recordings;
  }

  /** The file's name without its extension; further recordings are counted from 2. */
  private static String key(String fileName, int index) {
    String stem =
        fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
            ? fileName.substring(0, fileName.length() - EXTENSION.length())
            : fileName;
    return index == 0 ? stem : stem + "#" + (index + 1);
  }
}
