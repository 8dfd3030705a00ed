package org.ecgnat.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.CorpusSummary;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.LeadPresence;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.SetAsideGroup;
import org.ecgnat.jobs.inventory.SourceContents;
import org.ecgnat.jobs.inventory.Tally;
import org.ecgnat.jobs.inventory.Tally.Count;
import org.ecgnat.jobs.inventory.WindowQuestions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.junit.jupiter.api.Test;

class CorpusPageTest {
  private static Count count(String question, String answer, String detail, long number) {
    return new Count("ward", question, answer, detail, number);
  }

  private static Inventory inventory(Count... recordings) {
    return new Inventory(
        "file:/data/corpus-of-the-ward",
        "c0ffee00-0000",
        new CorpusSummary(
            1200,
            2400,
            3,
            Map.of("truncated", 3L),
            900,
            Map.of("ward", 1200L),
            Map.of(),
            Map.of(1, 1200L),
            7,
            "a".repeat(64)),
        ConfigFiles.load(ConditioningRecipe.class, "recipes", "diagnostic-500", List.of()),
        List.of(new SourceContents("ward", 1200, 900, 2400, 24_000, 3)),
        Map.of(),
        Tally.ofCounts(List.of(recordings)),
        Tally.ofCounts(
            List.of(
                count(WindowQuestions.ANY_FINDING, "no", "", 2100),
                count(WindowQuestions.ANY_FINDING, "yes", "", 300),
                count(WindowQuestions.FINDING, "mains-hum", "warning", 250),
                count(WindowQuestions.FINDING, "mains-hum", "severe", 100),
                count(WindowQuestions.FINDING, "mains-hum", "any", 300),
                count(WindowQuestions.LEAD_FINDING, "mains-hum", "V3", 211))),
        new LeadPresence(
            new TreeMap<>(Map.of("ward", 2400L)), Map.of("ward", Map.of(Lead.II, 600L))),
        Map.of("batch-000001-a", "2026-03-04T05:06:07Z"),
        List.of(new SetAsideGroup("ward", "truncated", 3, "a < b", "key", "path")),
        List.of(),
        List.of());
  }

  @Test
  void splitsLabelsByCertaintyAndFindingsBySeverity() {
    String page =
        CorpusPage.of(
            inventory(
                count(RecordingQuestions.LABEL, "scp:AFIB", "present", 70),
                count(RecordingQuestions.LABEL, "scp:AFIB", "possible", 20),
                count(RecordingQuestions.LABEL, "scp:AFIB", "absent", 9)));

    assertThat(page)
        .containsPattern("scp:AFIB</th><td>.*>99</span></td><td>70</td><td>20</td><td>9</td>")
        .containsPattern("mains-hum</th><td>.*>300</span></td><td>13.%</td><td>0</td><td>250</td>")
        .contains(">211</span>")
        .contains("a &lt; b");
  }

  @Test
  void leavesOutWhatWasNotMeasuredOrStated() {
    String without = CorpusPage.of(inventory(count(RecordingQuestions.SEX, "female", "", 4)));
    assertThat(without).doesNotContain("Measurements").doesNotContain("Age: median");

    String with =
        CorpusPage.of(
            inventory(
                count(RecordingQuestions.SEX, "female", "", 4),
                count(RecordingQuestions.AGE, "40", "", 1),
                count(RecordingQuestions.AGE, "61", "", 2),
                count(RecordingQuestions.HEART_RATE, "72", "", 3)));
    assertThat(with).contains("Heart rate: median 72 beats/min");
    assertThat(with).containsPattern("Age: median 61; stated for 75.%");
  }

  @Test
  void countsABatchByItsAttemptsThatCount() {
    String page =
        CorpusPage.of(
            inventory(
                count(RecordingQuestions.BATCH, "batch-000001-a", "accepted", 1200),
                count(RecordingQuestions.BATCH, "batch-000001-a", "set-aside", 3)));
    assertThat(page)
        .contains("batch-000001-a</th><td>2026-03-04 05:06</td><td>1\u2009200</td><td>3</td>");
  }

  @Test
  void everyReasonIsExplainedInTheWordsOfTheReadme() throws IOException {
    Properties meanings = CorpusSetAside.meanings();
    String readme = Files.readString(Path.of("..", "README.md"));
    for (Reason reason : Reason.values()) {
      assertThat(meanings.getProperty(reason.code())).as(reason.code()).isNotBlank();
      assertThat(readme)
          .contains("| `" + reason.code() + "` | " + meanings.getProperty(reason.code()) + " |");
    }
  }

  @Test
  void binsKeepWhatLiesOutsideAndQuantilesAreNumbersThatOccurred() {
    Distribution values = Distribution.of(Map.of(-5.0, 1L, 0.0, 1L, 9.99, 1L, 10.0, 1L, 99.0, 6L));
    assertThat(values.binned(0, 10, 3)).containsExactly(3, 1, 6);
    assertThat(values.quantile(0.5)).isEqualTo(99);
    assertThat(values.quantile(0.3)).isEqualTo(9.99);
  }

  @Test
  void aTallestBarFillsTheChartAndTicksStayFew() {
    String svg = new BarChart("t", "a").bar("x", "x", 1200, 300).bar("", "y", 600).svg();
    assertThat(svg)
        .contains("y=\"10.0\" width=\"46.0\" height=\"120.0\"")
        .contains("class=\"bars second\"")
        .contains("y: 600");
    assertThat(svg.split("class=\"grid\"")).hasSizeBetween(3, 7);
  }
}
