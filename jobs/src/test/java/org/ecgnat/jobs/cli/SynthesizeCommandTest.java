package org.ecgnat.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.jobs.CommandLineRun;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.synthetic.Diagnosis;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.ecgnat.preprocessing.synthetic.SyntheticRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SynthesizeCommandTest {
  @TempDir Path temp;

  @Test
  void writesRecordsThatTheReaderReads() throws Exception {
    CommandLineRun run = synthesize("set", "3");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("3 synthetic recordings in").contains("/s)");
    LocalFolder folder = new LocalFolder(temp.resolve("set/000000"));
    EcgRecording read =
        new WfdbReader()
            .read(
                folder.read("s000002.hea").orElseThrow(), "s000002.hea", folder, ReadOptions.STRICT)
            .get(0);
    SyntheticRecording made = new SyntheticGenerator(5).recording(2);
    assertThat(read.leads()).isEqualTo(Lead.STANDARD);
    for (int lead = 0; lead < Lead.COUNT; lead++) {
      for (int i = 0; i < read.samples(); i++) {
        assertThat(Math.abs(read.signal()[lead][i] - made.millivolts()[lead][i]))
            .isLessThan(5.1e-4f);
      }
    }
    assertThat(read.patient().ageYears().getAsInt()).isEqualTo(Math.min(90, made.ageYears()));
    assertThat(read.patient().sex()).isEqualTo(made.sex());
  }

  @Test
  void makesTheSameFilesHoweverManyAreMade() throws IOException {
    synthesize("few", "2");
    synthesize("more", "5");

    for (String name : List.of("000000/s000001.dat", "000000/s000001.hea")) {
      assertThat(temp.resolve("few").resolve(name))
          .hasSameBinaryContentAs(temp.resolve("more").resolve(name));
    }
  }

  @Test
  void refusesAFolderThatHoldsSomethingUnlessToldToReplaceIt() throws IOException {
    Files.createDirectories(temp.resolve("set"));
    assertThat(synthesize("set", "1").exitCode()).isZero();

    CommandLineRun again = synthesize("set", "2");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains("Cannot write").contains("--overwrite");

    assertThat(synthesize("set", "2", "--overwrite").exitCode()).isZero();
    assertThat(temp.resolve("set/000000/s000001.hea")).exists();
    try (var left = Files.list(temp)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Files.createFile(temp.resolve("file"));
    CommandLineRun unwritable = synthesize("file/below", "1");
    assertThat(unwritable.exitCode()).isEqualTo(4);
    assertThat(unwritable.err()).contains("Cannot write").contains("check the path");

    CommandLineRun none = synthesize("set", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("--records");

    CommandLineRun remote =
        CommandLineRun.of("synthesize", "--output", "hdfs://cluster/set", "--records", "1");
    assertThat(remote.exitCode()).isEqualTo(2);
    assertThat(remote.err()).contains("local folders only");
  }

  @Test
  void theShippedTaskHasAClassForEveryFinding() {
    Task task = ConfigFiles.load(Task.class, "tasks", "synthetic", List.of());

    assertThat(task.classNames())
        .containsExactly(
            java.util.Arrays.stream(Diagnosis.values()).map(Enum::name).toArray(String[]::new));
    Task.Targets targets =
        task.targets("synthetic", List.of(Label.of(Diagnosis.SYSTEM, "AF", "header")))
            .orElseThrow();
    assertThat(targets.present()[Diagnosis.AF.ordinal()]).isEqualTo(1);
    assertThat(targets.known()).containsOnly(1);
  }

  @Test
  void theShippedSplitGivesEveryFoldOneRole() {
    Split split = ConfigFiles.load(Split.class, "splits", "synthetic", List.of());

    assertThat(split.role("synthetic", 7)).isEqualTo(Split.Role.TRAIN);
    assertThat(split.role("synthetic", 8)).isEqualTo(Split.Role.VALIDATION);
    assertThat(split.role("synthetic", 10)).isEqualTo(Split.Role.TEST);
    assertThat(split.role("ptbxl", 1)).isEqualTo(Split.Role.NONE);
  }

  private CommandLineRun synthesize(String folder, String records, String... more) {
    String[] arguments = {
      "synthesize", "--output", temp.resolve(folder).toString(), "--records", records, "--seed", "5"
    };
    return CommandLineRun.of(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }
}
