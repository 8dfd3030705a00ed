package org.ecgnat.preprocessing.quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Real recordings, and what is found in them. */
final class RealRecordings {
  private RealRecordings() {}

  static List<EcgRecording> in(String folder, ReadOptions options) throws IOException {
    List<EcgRecording> recordings = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".hea")).sorted().toList()) {
        LocalFolder siblings = LocalFolder.of(path);
        String name = path.getFileName().toString();
        recordings.addAll(
            new WfdbReader().read(siblings.read(name).orElseThrow(), name, siblings, options));
      }
    } catch (UnreadableRecordingException e) {
      throw new AssertionError(e);
    }
    return recordings;
  }

  /** What is found in the recording as a whole and in its first 10 s. */
  static List<QualityFinding> findings(EcgRecording recording) {
    List<QualityFinding> findings =
        new ArrayList<>(Examination.of(recording, QualityPolicy.KEEP_ALL).findings());
    LeadChecks checks = LeadChecks.of(recording);
    double rateHz = recording.samplingRateHz();
    int to = (int) Math.min(recording.samples(), Math.round(10 * rateHz));
    for (int row = 0; row < recording.leads().size(); row++) {
      float[] raw = recording.signal()[row];
      SampleRuns runs = SampleRuns.scan(raw, 0, to, rateHz);
      if (runs.flat() > 0) {
        findings.add(
            QualityFinding.of(
                FindingCode.FLAT, recording.leads().get(row), Severity.WARNING, runs.flat()));
      }
      checks.check(recording.leads().get(row), raw, 0, to, runs, findings);
    }
    return findings;
  }
}
