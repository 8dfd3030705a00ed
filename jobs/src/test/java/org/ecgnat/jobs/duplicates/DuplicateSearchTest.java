package org.ecgnat.jobs.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.duplicates.DuplicateReport.Kind;
import org.ecgnat.jobs.duplicates.DuplicateReport.Pair;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateSearchTest {
  @TempDir Path folder;
  private Path input;
  private String corpus;

  @BeforeEach
  void places() throws IOException {
    input = Files.createDirectory(folder.resolve("input"));
    corpus = folder.resolve("corpus").toString();
  }

  private void preprocess(String sources) throws IOException {
    Path file = folder.resolve("sources.yaml");
    Files.writeString(file, sources);
    CommandLineRun run =
        CommandLineRun.of(
            "preprocess",
            "--corpus",
            corpus,
            "--sources",
            file.toString(),
            "--site-key",
            folder.resolve("key").toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains(" 0 set aside");
  }

  private DuplicateReport search() {
    return new DuplicateSearch(LocalSpark.session(), Corpus.open(LocalSpark.session(), corpus))
        .run();
  }

  private void copy(Path from, String name) throws IOException {
    Files.copy(from, input.resolve(name));
  }

  /** 20 recordings of PTB-XL at both of its rates among 40, and one ECG in three formats. */
  @Test
  void findsTheSameEcgAtAnotherRateAndInOtherFormats() throws IOException {
    Path ptbxl = Files.createDirectory(input.resolve("ptbxl"));
    Path vendor = Files.createDirectory(input.resolve("vendor"));
    for (int id = 1; id <= 40; id++) {
      for (String rate : id <= 20 ? List.of("500", "100") : List.of("500")) {
        String name = String.format(Locale.ROOT, "%05d_%s", id, rate.equals("500") ? "hr" : "lr");
        for (String extension : List.of(".hea", ".dat")) {
          copy(
              SharedData.path("data/ptbxl/records" + rate + "/00000/" + name + extension),
              "ptbxl/" + name + extension);
        }
      }
    }
    for (String extension : List.of("dcm", "scp", "xml")) {
      copy(
          SharedData.path("data/formats/vendor/ecgtoolkit/Example." + extension),
          "vendor/" + extension + "." + extension);
    }
    preprocess(
        """
        sources:
          - {source: ptbxl, inputs: [%s], labels: %s}
          - {source: folder, inputs: [%s]}
        """
            .formatted(ptbxl, SharedData.path("data/ptbxl/ptbxl_database.csv"), vendor));

    DuplicateReport report = search();
    assertThat(report.recordings()).isEqualTo(63);
    List<Pair> rates = of(report, "ptbxl");
    assertThat(rates)
        .hasSize(20)
        .allSatisfy(
            pair -> {
              assertThat(pair.kind()).isEqualTo(Kind.NEAR);
              assertThat(pair.second().recordKey())
                  .isEqualTo(pair.first().recordKey().replace("_hr", "_lr"));
              assertThat(pair.correlation()).isGreaterThan(0.99);
              assertThat(pair.shiftSeconds()).isCloseTo(0, within(0.01));
              assertThat(pair.acrossFolds()).isFalse();
              assertThat(pair.acrossPatients()).isFalse();
            });
    // two pairs join three recordings, whichever of them are equal to the last unit
    List<Pair> formats = of(report, "folder");
    assertThat(formats).hasSizeBetween(2, 3);
    assertThat(
            formats.stream()
                .flatMap(pair -> List.of(pair.first(), pair.second()).stream())
                .map(DuplicateReport.Side::recordKey)
                .distinct())
        .hasSize(3);
    assertThat(report.pairs()).hasSize(rates.size() + formats.size());
  }

  private static List<Pair> of(DuplicateReport report, String source) {
    return report.pairs().stream()
        .filter(
            pair -> pair.first().source().equals(source) && pair.second().source().equals(source))
        .toList();
  }

  /** A cut of a minute, at other window borders, another rate and gain; two leads of a third. */
  @Test
  void findsACutOfALongRecording() throws IOException, UnreadableRecordingException {
    Path header = SharedData.path("data/cpsc2018/A0113.hea");
    LocalFolder source = LocalFolder.of(header);
    EcgRecording whole =
        new WfdbReader()
            .read(source.read("A0113.hea").orElseThrow(), "A0113.hea", source, ReadOptions.STRICT)
            .get(0);
    write("whole", 500, whole.leads(), whole.signal(), "");
    write("cut", 500, whole.leads(), piece(whole.signal(), 13.366, 33.366, 0.4f), "");
    write(
        "limb",
        500,
        List.of(Lead.I, Lead.II),
        piece(new float[][] {lead(whole, Lead.I), lead(whole, Lead.II)}, 42.21, 57.21, 1),
        "");
    preprocess("sources: [{source: folder, inputs: [" + input + "]}]");

    DuplicateReport report = search();
    assertThat(report.pairs()).hasSize(2);
    assertThat(report.pairs().stream().map(pair -> Math.abs(pair.shiftSeconds())).sorted())
        .satisfiesExactly(
            shift -> assertThat(shift).isCloseTo(13.366, within(0.004)),
            shift -> assertThat(shift).isCloseTo(42.21, within(0.004)));
    assertThat(report.pairs())
        .allSatisfy(pair -> assertThat(pair.correlation()).isGreaterThan(0.985));
  }

  private static float[] lead(EcgRecording recording, Lead lead) {
    return recording.signal()[recording.leads().indexOf(lead)];
  }

  private static float[][] piece(float[][] signal, double from, double to, float gain) {
    return Arrays.stream(signal)
        .map(
            lead -> {
              float[] part =
                  Arrays.copyOfRange(
                      lead, (int) Math.round(500 * from), (int) Math.round(500 * to));
              IntStream.range(0, part.length).forEach(i -> part[i] *= gain);
              return part;
            })
        .toArray(float[][]::new);
  }

  private void write(
      String name, double rateHz, List<Lead> leads, float[][] millivolts, String comment)
      throws IOException {
    WfdbWriter.write(
        input,
        name,
        rateHz,
        leads,
        millivolts,
        1000,
        comment.isEmpty() ? List.of() : List.of(comment));
  }

  @Test
  void reportsEqualSignalsInDifferentFoldsAndChangesNothing() throws IOException {
    SyntheticGenerator generator = new SyntheticGenerator(3);
    for (int i = 0; i < 6; i++) {
      write("R" + i, 500, Lead.STANDARD, generator.recording(i).millivolts(), "");
    }
    write("COPY", 500, Lead.STANDARD, generator.recording(2).millivolts(), "");
    write("AGAIN", 500, Lead.STANDARD, generator.recording(2).millivolts(), "");
    Path labels = input.resolve("labels.csv");
    Files.writeString(
        labels,
        """
        record,patient,fold,labels
        R2,P2,3,a
        COPY,P9,7,a
        AGAIN,P2,3,a
        """);
    preprocess("sources: [{source: folder, inputs: [" + input + "]}]");

    CommandLineRun table = CommandLineRun.of("corpus", "--corpus", corpus, "--duplicates");
    assertThat(table.exitCode()).as(table.toString()).isZero();
    assertThat(table.out())
        .contains("8 recordings as 8 windows")
        .contains("2 pairs with equal signals, 0 with the same heartbeats")
        .contains("DIFFERENT FOLDS  different patients")
        .contains("Nothing was changed.");

    CommandLineRun json = CommandLineRun.of("corpus", "--corpus", corpus, "--duplicates", "--json");
    JsonNode report = new ObjectMapper().readTree(json.out());
    assertThat(report.get("equal").asInt()).isEqualTo(2);
    assertThat(report.get("near").asInt()).isZero();
    assertThat(report.get("acrossFolds").asInt()).isBetween(1, 2);
    JsonNode worst = report.at("/pairs/0");
    assertThat(worst.get("acrossFolds").asBoolean()).isTrue();
    assertThat(worst.get("acrossPatients").asBoolean()).isTrue();
    assertThat(List.of(worst.at("/first/fold").asInt(), worst.at("/second/fold").asInt()))
        .containsExactlyInAnyOrder(3, 7);
    // names as stored: pseudonyms in a private source
    assertThat(json.out()).doesNotContain("COPY").doesNotContain("P9");
    assertThat(Corpus.open(LocalSpark.session(), corpus).version())
        .isEqualTo(report.get("version").asLong());
  }
}
