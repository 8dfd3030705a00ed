package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.ecgnat.preprocessing.synthetic.SyntheticRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredCorpusTest {
  private static final SyntheticRecording RECORDING = new SyntheticGenerator(11).recording(2);

  @TempDir Path folder;

  private Row measurements(String recipe, String... more) throws Exception {
    Path input = folder.resolve("input");
    WfdbWriter.write(
        Files.createDirectories(input),
        "r",
        500,
        Lead.STANDARD,
        RECORDING.millivolts(),
        1000,
        List.of());
    String corpus = folder.resolve("corpus").toString();
    List<String> args =
        new ArrayList<>(
            List.of(
                "preprocess",
                "--corpus",
                corpus,
                "--input",
                input.toString(),
                "--source",
                "synthetic",
                "--recipe",
                recipe));
    args.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    Row row =
        Corpus.open(LocalSpark.session(), corpus)
            .recordings()
            .select("measurements")
            .collectAsList()
            .get(0);
    return row.isNullAt(0) ? null : row.getStruct(0);
  }

  private static void assertMeasured(Row measured) {
    assertThat(measured).isNotNull();
    assertThat(measured.<Double>getAs("heart_rate_per_minute"))
        .isCloseTo(RECORDING.intervals().heartRatePerMinute(), within(8.0));
    assertThat(measured.<Double>getAs("qrs_ms"))
        .isCloseTo(1000 * RECORDING.intervals().qrsSeconds(), within(40.0));
    List<Row> leads = measured.getList(measured.fieldIndex("leads"));
    assertThat(leads).hasSize(12);
    assertThat(leads.get(0).getString(0)).isEqualTo("I");
    assertThat(leads.get(0).getDouble(1)).isPositive();
  }

  @Test
  void measuresWhatTheRecipeKeeps() throws Exception {
    assertMeasured(measurements("diagnostic-500"));
  }

  @Test
  void measuresNothingThatWouldHaveToBeConditionedAgain() throws Exception {
    assertThat(measurements("fewlabel-100hz")).isNull();
  }

  @Test
  void measuresAlwaysWhereAsked() throws Exception {
    assertMeasured(measurements("fewlabel-100hz", "--set", "measurements=always"));
  }

  @Test
  void measuresNeverWhereAsked() throws Exception {
    assertThat(measurements("diagnostic-500", "--set", "measurements=never")).isNull();
  }
}
