package org.ecgnat.preprocessing.quality.beats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.wfdb.WfdbAnnotation;
import org.ecgnat.preprocessing.format.wfdb.WfdbAnnotations;
import org.ecgnat.preprocessing.format.wfdb.WfdbRecord;
import org.ecgnat.preprocessing.format.wfdb.WfdbSignal;
import org.junit.jupiter.api.Test;

/**
 * Detected beats against annotated ones, with every record's figures in {@code
 * target/beats/detection.md}.
 */
class AnnotatedBeatsTest {
  private static final List<String> SAMPLES =
      List.of("formats/wfdb/sample-data/100", "formats/wfdb/ecg-kit/800");

  private final List<String> rows = new ArrayList<>();

  @Test
  void findsTheAnnotatedBeats() throws Exception {
    Map<String, BeatMatch> samples = new TreeMap<>();
    for (String record : SAMPLES) {
      Path header = SharedData.path("data/" + record + ".hea");
      samples.put(record.substring(record.lastIndexOf('/') + 1), ambulatory(header));
    }
    Map<String, BeatMatch> cpsc2021 = new TreeMap<>();
    try (Stream<Path> files = Files.list(SharedData.path("data/cpsc2021"))) {
      for (Path header : files.filter(file -> file.toString().endsWith(".hea")).toList()) {
        cpsc2021.put(stem(header), ambulatory(header));
      }
    }
    Map<String, BeatMatch> ludb = new TreeMap<>();
    for (int number = 1; number <= LudbRecord.RECORDS; number++) {
      LudbRecord record = LudbRecord.read(number);
      int[] detected = RPeakDetector.detect(record.signal(), LudbRecord.RATE_HZ);
      ludb.put("" + number, BeatMatch.of(record.beats(), detected, LudbRecord.RATE_HZ));
    }
    BeatMatch all =
        report("sample records", samples)
            .plus(report("CPSC 2021", cpsc2021))
            .plus(report("LUDB", ludb));
    row("**all**", samples.size() + cpsc2021.size() + ludb.size(), all, "");
    Path report = Path.of("target/beats/detection.md");
    Files.createDirectories(report.getParent());
    Files.write(report, rows);
    assertThat(all.sensitivityPercent()).isGreaterThan(99.8);
    assertThat(all.predictivityPercent()).isGreaterThan(99.6);
    assertThat(Math.abs(all.medianOffsetMilliseconds())).isLessThanOrEqualTo(5);
    for (Map<String, BeatMatch> set : List.of(samples, cpsc2021, ludb)) {
      BeatMatch gross = set.values().stream().reduce(BeatMatch::plus).orElseThrow();
      assertThat(gross.worsePercent()).isGreaterThan(99.2);
    }
  }

  private BeatMatch report(String name, Map<String, BeatMatch> set) {
    BeatMatch gross = set.values().stream().reduce(BeatMatch::plus).orElseThrow();
    Map.Entry<String, BeatMatch> worst = set.entrySet().iterator().next();
    for (Map.Entry<String, BeatMatch> entry : set.entrySet()) {
      if (entry.getValue().worsePercent() < worst.getValue().worsePercent()) {
        worst = entry;
      }
    }
    BeatMatch w = worst.getValue();
    row(
        name,
        set.size(),
        gross,
        String.format(
            Locale.ROOT,
            "%s: %.2f, %.2f",
            worst.getKey(),
            w.sensitivityPercent(),
            w.predictivityPercent()));
    return gross;
  }

  private void row(String name, int records, BeatMatch match, String worst) {
    if (rows.isEmpty()) {
      rows.add(
          "| set | records | beats | missed | extra | Se % | P+ % | median offset ms | worst |");
      rows.add("|---|---|---|---|---|---|---|---|---|");
    }
    rows.add(
        String.format(
            Locale.ROOT,
            "| %s | %d | %d | %d | %d | %.2f | %.2f | %.0f | %s |",
            name,
            records,
            match.found() + match.missed(),
            match.missed(),
            match.extra(),
            match.sensitivityPercent(),
            match.predictivityPercent(),
            match.medianOffsetMilliseconds(),
            worst));
  }

  private static String stem(Path header) {
    String name = String.valueOf(header.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static BeatMatch ambulatory(Path header)
      throws IOException, UnreadableRecordingException {
    WfdbRecord record = WfdbRecord.read(header);
    float[][] leads = record.signals().stream().map(WfdbSignal::physical).toArray(float[][]::new);
    WfdbAnnotations annotations =
        WfdbAnnotations.read(Files.readAllBytes(header.resolveSibling(stem(header) + ".atr")));
    assertThat(annotations.annotations().stream().map(WfdbAnnotation::symbol))
        .as("no flutter, which would have to be left out")
        .doesNotContain("[", "!");
    int[] marked = annotations.beats().stream().mapToInt(beat -> (int) beat.sample()).toArray();
    return BeatMatch.of(
        marked, RPeakDetector.detect(leads, record.frameRateHz()), record.frameRateHz());
  }
}
