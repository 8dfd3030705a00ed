package org.ecgnat.preprocessing.format.scp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;

/**
 * Reads the rhythm of SCP-ECG records (EN 1064, ISO 11073-91064): Huffman tables, differences,
 * bimodal compression and reference beats. The reference beat itself becomes no recording, and
 * neither does a long-term recording of version 3.0.
 */
public final class ScpReader implements RecordingReader {
  private static final String EXTENSION = ".scp";

  @Override
  public String format() {
    return "scp";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return ScpRecord.begins(head);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    ScpRecord record = ScpRecord.parse(main.bytes());
    ScpSignal signal = ScpSignal.decode(record);
    Optional<ScpSection> section = record.section(1);
    ScpHeader header = section.isEmpty() ? ScpHeader.none() : new ScpHeader(section.get());
    ScpStatements statements = ScpStatements.of(record);
    List<Label> labels =
        new Statements(options.headerCodes())
            .labels(statements.statements(), statements.overread() ? "overread" : "machine");
    return List.of(
        new EcgRecording(
            key(mainName),
            signal.rateHz(),
            List.copyOf(signal.rows().keySet()),
            signal.rows().values().toArray(float[][]::new),
            Amplitude.MILLIVOLTS,
            Optional.empty(),
            header.patient(),
            header.recordedAt(),
            labels,
            header.context(statements.validatedByHuman()),
            List.of(main.sourceFile())));
  }

  /** The file's name without its extension. */
  private static String key(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION)
        ? fileName.substring(0, fileName.length() - EXTENSION.length())
        : fileName;
  }
}
