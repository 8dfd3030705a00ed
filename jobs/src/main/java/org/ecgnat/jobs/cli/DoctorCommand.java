package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.ecgnat.jobs.doctor.ClusterCheck;
import org.ecgnat.jobs.doctor.Finding;
import org.ecgnat.jobs.doctor.LibraryChecks;
import org.ecgnat.jobs.doctor.MachineChecks;
import org.ecgnat.jobs.doctor.ModelCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat doctor}: is this machine fit for the other commands? */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks Java, memory, libtorch, Spark and write access; with --model a model too, and says"
          + " what its network costs.",
      "Ends with exit code 4 where a check fails, and says what to do about it."
    },
    footer = {
      "",
      "Examples:",
      "  ecgnat doctor --spark --model runs/classifier/model",
      "  ecgnat doctor --model small"
    })
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--spark",
      description = {
        "Also start Spark, run a small job on the master, and say how many workers fit there; with",
        "--model whether its training fits their memory."
      })
  private boolean sparkJob;

  @Option(
      names = "--model",
      paramLabel = "DIR|NAME|FILE",
      description = {
        "Also check this model directory: names, sizes, checksums, and that it loads; or this",
        "architecture, a name of conf/encoders or a YAML file. Prints parameters, multiply-adds,",
        "and the memory of a pre-training step."
      })
  private Optional<String> model;

  @Override
  public Integer call() {
    List<Supplier<Finding>> checks =
        new ArrayList<>(
            List.of(
                MachineChecks::java,
                MachineChecks::memory,
                MachineChecks::temporaryFolder,
                MachineChecks::nativeCache,
                LibraryChecks::libtorch,
                LibraryChecks::spark));
    if (sparkJob) {
      checks.add(() -> ClusterCheck.run(model));
    }
    model.ifPresent(given -> checks.add(() -> ModelCheck.model(given)));
    PrintWriter out = spec.commandLine().getOut();
    int failed = 0;
    for (Supplier<Finding> check : checks) {
      Finding finding = check.get();
      out.println(finding.lines());
      out.flush();
      failed += finding.ok() ? 0 : 1;
    }
    if (failed > 0) {
      out.println(failed + " of " + checks.size() + " checks failed");
    } else {
      out.println("All " + checks.size() + " checks passed");
    }
    return (failed > 0 ? ExitCode.ENVIRONMENT : ExitCode.DONE).value();
  }
}
