package org.ecgnat.preprocessing.format.edf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Reads EDF, EDF+ with and without gaps, and BDF: the signals that are labelled as one of the
 * twelve leads. Annotations keep the time and are otherwise free text, which goes no further.
 */
public final class EdfReader implements RecordingReader {
  private static final Pattern EXTENSION = Pattern.compile("(?i)(.+)\\.(?:edf|bdf|rec)");
  private static final double NANOS = 1e9;

  @Override
  public String format() {
    return "edf";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return EdfHeaderParser.begins(head);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    byte[] bytes = main.bytes();
    EdfHeader header = EdfHeaderParser.parse(bytes);
    List<EdfLeads> groups = EdfLeads.of(header);
    double fastestHz = groups.stream().mapToDouble(EdfLeads::rateHz).max().orElseThrow();
    List<TimeAxis.Segment> segments = TimeAxis.of(header, bytes, fastestHz);
    UnitRule rule = options.unitRule();
    EdfIdentification identification = new EdfIdentification(header);
    Patient patient = identification.patient();
    Optional<Instant> start = identification.recordedAt();
    SourceFile file = main.sourceFile();
    String key = EXTENSION.matcher(mainName).replaceFirst("$1");
    List<EcgRecording> recordings = new ArrayList<>();
    for (EdfLeads leads : groups) {
      for (TimeAxis.Segment segment : segments) {
        recordings.add(
            new EcgRecording(
                recordings.isEmpty() ? key : key + "#" + (recordings.size() + 1),
                leads.rateHz(),
                List.copyOf(leads.signals().keySet()),
                leads.decode(header, bytes, segment, rule),
                rule.amplitude(),
                Optional.empty(),
                patient,
                start.map(s -> s.plusNanos(Math.round(segment.startSeconds() * NANOS))),
                List.of(),
                identification.context(leads.filters()),
                List.of(file)));
      }
    }
    return recordings;
  }
}
