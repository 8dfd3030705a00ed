package org.ecgnat.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code corpus --report} through the command line. */
class CorpusReportTest {
  private static final int RATE_HZ = 250;
  private static final List<String> PLANTED =
      List.of("MRS-EXAMPLE", "REC-4711", "BAD-4712", "PLANTED-ID", "Jane", "1951-02-03");

  @TempDir Path folder;

  @Test
  void showsTheNumbersOfJsonStripsOfWhatIsKnownAndNoPatient() throws IOException {
    String corpus = preprocess("diagnostic-500");
    String output = folder.resolve("report").toString();

    CommandLineRun run = CommandLineRun.of("corpus", "--corpus", corpus, "--report", output);

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.err()).contains("Report: " + output + "/corpus.html");
    String page = Files.readString(Path.of(output, "corpus.html"));
    // left for people to open
    Files.writeString(Path.of("target", "corpus-example.html"), page);
    JsonNode json = new ObjectMapper().readTree(json(corpus));
    assertThat(tile(page, "recordings")).isEqualTo(json.get("records").asText()).isEqualTo("6");
    assertThat(tile(page, "patients")).isEqualTo(json.get("patients").asText());
    assertThat(tile(page, "windows")).isEqualTo(json.get("windows").asText()).isEqualTo("7");
    assertThat(tile(page, "set aside")).isEqualTo(json.get("rejected").asText()).isEqualTo("4");
    json.get("sources")
        .fields()
        .forEachRemaining(
            source ->
                assertThat(page)
                    .containsPattern(
                        "<th scope=\"row\">"
                            + source.getKey()
                            + "<small>[^/]*</small></th><td>"
                            + source.getValue()
                            + "</td>"));
    json.get("reasons")
        .fields()
        .forEachRemaining(
            reason ->
                assertThat(page)
                    .containsPattern(
                        "<th scope=\"row\">"
                            + reason.getKey()
                            + "<small>[^<]+</small></th><td>"
                            + reason.getValue()
                            + "</td>"));
    assertThat(page)
        .contains("snomed:426783006")
        .contains("open · GOOD-1")
        .contains("0.38–150 Hz  ·  500 Hz from 250 Hz")
        .contains("open · SHORT-1")
        .contains("Set aside: too-short")
        .contains("as recorded, not filtered")
        .contains("standardised, no amplitude")
        .contains("private: keys and paths are pseudonyms")
        .doesNotContain(PLANTED);
    loadsNothing(page);
    onlyUnknownAmplitudesLackThePulse(page);
  }

  @Test
  void drawsNoMillivoltsFromARecipeThatStandardisesAndReplacesOnlyOnDemand() throws IOException {
    String corpus = preprocess("fewlabel-100hz");
    String output = folder.resolve("report").toString();
    String[] command = {"corpus", "--corpus", corpus, "--report", output};
    assertThat(CommandLineRun.of(command).exitCode()).isZero();

    String accepted = Files.readString(Path.of(output, "corpus.html")).split("Set aside", 2)[0];
    assertThat(accepted)
        .contains("25 mm/s  ·  standardised, no amplitude  ·  0.5–40 Hz  ·  100 Hz from 250 Hz")
        .doesNotContain("10 mm/mV");

    CommandLineRun again = CommandLineRun.of(command);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("it exists").contains("--overwrite").hasLineCount(1);
    assertThat(
            CommandLineRun.of(
                    "corpus", "--corpus", corpus, "--report", output, "--overwrite", "--json")
                .out())
        .isEqualToIgnoringWhitespace(json(corpus));
    assertThat(
            CommandLineRun.of("corpus", "--corpus", corpus, "--report", output, "--history")
                .exitCode())
        .isEqualTo(2);
  }

  /** Three sources: open, standardised, private; two batches. */
  private String preprocess(String recipe) throws IOException {
    String corpus = folder.resolve("corpus").toString();
    source("open", "phi: false", "headerCodes: {system: snomed, pattern: '[0-9]{6,18}'}");
    source("scaled", "phi: false", "standardised: true", "priorBand: [0.5, 40]");
    source("closed", "phi: true");
    write("open", "GOOD-1", 20, "Dx: 426783006", "Age: 71", "Sex: Female");
    write("open", "SHORT-1", 3);
    write("scaled", "Z-1", 10);
    write("closed", "MRS-EXAMPLE", 10, "Name: Jane, born 1951-02-03, PLANTED-ID");
    write("closed", "REC-4711", 10);
    write("closed", "BAD-4712", 2, "Patient: Jane");
    run(corpus, recipe);
    write("open", "GOOD-2", 10, "Dx: 426783006");
    write("open", "GOOD-3", 10);
    Files.writeString(folder.resolve("open").resolve("HEADER-1.hea"), "no header at all");
    Files.writeString(folder.resolve("closed").resolve("PLANTED-ID.hea"), "Jane 1951-02-03");
    run(corpus, recipe);
    return corpus;
  }

  private void run(String corpus, String recipe) throws IOException {
    StringBuilder sources = new StringBuilder("sources:\n");
    for (String name : List.of("open", "scaled", "closed")) {
      sources.append("  - source: ").append(folder.resolve(name + ".yaml"));
      sources.append("\n    inputs: [").append(folder.resolve(name)).append("]\n");
    }
    Path file = Files.writeString(folder.resolve("sources.yaml"), sources);
    CommandLineRun run =
        CommandLineRun.of(
            "preprocess",
            "--corpus",
            corpus,
            "--sources",
            file.toString(),
            "--recipe",
            recipe,
            "--site-key",
            folder.resolve("keys/site-key").toString(),
            "--max-rejected",
            "100");
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  private void source(String name, String... lines) throws IOException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(
        folder.resolve(name + ".yaml"), "name: " + name + "\n" + String.join("\n", lines) + "\n");
  }

  /** A pulse a second with a wave after it, another height in every lead. */
  private void write(String source, String name, int seconds, String... comments)
      throws IOException {
    float[][] millivolts = new float[Lead.COUNT][seconds * RATE_HZ];
    for (int lead = 0; lead < millivolts.length; lead++) {
      for (int i = 0; i < millivolts[lead].length; i++) {
        double phase = i % RATE_HZ / (double) RATE_HZ - 0.4;
        millivolts[lead][i] =
            (float)
                ((0.5 + 0.05 * lead + name.hashCode() % 7 * 0.01) * bump(phase, 0.015)
                    + 0.2 * bump(phase - 0.28, 0.05));
      }
    }
    WfdbWriter.write(
        folder.resolve(source), name, RATE_HZ, Lead.STANDARD, millivolts, 1000, List.of(comments));
  }

  private static double bump(double distance, double width) {
    return Math.exp(-distance * distance / (2 * width * width));
  }

  private static String json(String corpus) {
    return CommandLineRun.of("corpus", "--corpus", corpus, "--json").out();
  }

  private static String tile(String page, String name) {
    String start = "<p class=\"name\">" + name + "</p><p class=\"value\">";
    int from = page.indexOf(start) + start.length();
    return page.substring(from, page.indexOf('<', from)).replace("\u2009", "");
  }

  private static void loadsNothing(String page) {
    assertThat(page)
        .doesNotContain("http", "src=", "href=", "url(", "<script", "@import", "<link", "NaN");
  }

  private static void onlyUnknownAmplitudesLackThePulse(String page) {
    String[] papers = page.split("<svg class=\"paper\"");
    assertThat(papers.length).isGreaterThan(4);
    for (int i = 1; i < papers.length; i++) {
      String paper = papers[i].substring(0, papers[i].indexOf("</svg>"));
      boolean unknown = paper.contains("standardised, no amplitude");
      assertThat(paper.contains("10 mm/mV")).isEqualTo(!unknown);
      assertThat(paper.contains("points=\"5,")).isEqualTo(!unknown);
      assertThat(paper.contains("M0 5L270 5")).isEqualTo(!unknown);
    }
  }
}
