package org.ecgnat.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ecgnat.jobs.evaluation.Comparison;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.model.metrics.PairedBootstrap.Difference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecgnat compare}: is one model better than another, or is it chance? */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Compares two models that were evaluated on the same recordings, by macro AUROC.",
      "Patients are drawn with replacement and the mean over each model's seeds is compared in",
      "every draw: one model beats the other where the 95 % interval of the difference excludes 0."
    },
    footer = {
      "",
      "Example:",
      "  ecgnat compare --model runs/pretrained-0/evaluation,runs/pretrained-1/evaluation \\",
      "    --against runs/scratch-0/evaluation,runs/scratch-1/evaluation"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      required = true,
      split = ",",
      paramLabel = "DIR",
      description = "Evaluations of the one model, a seed each.")
  private List<String> model;

  @Option(
      names = "--against",
      required = true,
      split = ",",
      paramLabel = "DIR",
      description = "Evaluations of the other.")
  private List<String> against;

  @Option(
      names = "--resamples",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Draws of the bootstrap (default: ${DEFAULT-VALUE}).")
  private int resamples;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "S",
      description = "Of the draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (resamples < 1) {
      throw UserException.usage("Cannot draw " + resamples + " times; give --resamples above 0");
    }
    Comparison comparison;
    try (CommandSession session = CommandSession.open("compare")) {
      comparison = Comparison.of(session.spark(), model, against, resamples, seed);
    } catch (IllegalArgumentException e) {
      throw new UserException("Cannot compare these models: " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(toJson(comparison));
    } else {
      print(comparison, out);
    }
    out.flush();
    return ExitCode.DONE.value();
  }

  private static void print(Comparison comparison, PrintWriter out) {
    Difference difference = comparison.difference();
    out.printf(
        Locale.ROOT,
        "%,d recordings of %,d patients, classes %s%n",
        comparison.recordings(),
        comparison.patients(),
        String.join(" ", comparison.classes()));
    row(out, "model", comparison.first());
    row(out, "against", comparison.second());
    out.printf(
        Locale.ROOT,
        "difference %+.4f, 95 %% interval %+.4f to %+.4f: %s%n",
        difference.difference(),
        difference.low(),
        difference.high(),
        difference.beats()
            ? "the model beats the other"
            : difference.high() < 0 ? "the other beats the model" : "neither beats the other");
    if (!comparison.leftOut().isEmpty()) {
      out.println(
          "note: left out, for want of positives or negatives: "
              + String.join(" ", comparison.leftOut()));
    }
    if (comparison.unanswered() > 0) {
      out.println("note: a model abstained on " + comparison.unanswered() + " recordings");
    }
    if (difference.redrawn() > 0) {
      out.println(
          "note: "
              + difference.redrawn()
              + " draws lacked a class and were drawn again, so the interval is a little narrow");
    }
  }

  private static void row(PrintWriter out, String name, List<Double> seeds) {
    double mean = seeds.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = seeds.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    out.printf(
        Locale.ROOT,
        "%-8s macro AUROC %.4f%s%n",
        name,
        mean,
        seeds.size() == 1
            ? ""
            : String.format(
                Locale.ROOT,
                " ± %.4f over %d seeds",
                Math.sqrt(squares / (seeds.size() - 1)),
                seeds.size()));
  }

  private static String toJson(Comparison comparison) {
    try {
      return new ObjectMapper().writeValueAsString(comparison);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A comparison has no JSON form", e);
    }
  }
}
