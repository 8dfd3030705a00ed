import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ScalingTable OUT REPEATS}: what the runs of scaling.sh took, as Markdown. A run's first round is warm-up. */
public final class ScalingTable {
  private static final Pattern RATE = Pattern.compile("train ([0-9.]+) records/s");
  private static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    int repeats = Integer.parseInt(args[1]);
    List<Double> bare = new ArrayList<>();
    List<JsonNode> one = new ArrayList<>();
    List<JsonNode> two = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 1; i <= repeats; i++) {
      Matcher rate = RATE.matcher(Files.readString(out.resolve("bare-" + i)));
      if (!rate.find()) {
        throw new IllegalStateException("no rate in " + out.resolve("bare-" + i));
      }
      bare.add(Double.parseDouble(rate.group(1)));
      List<JsonNode> alone = rounds(out.resolve("1-executors-" + i));
      List<JsonNode> together = rounds(out.resolve("2-executors-" + i));
      ratios.add(rate(together) / rate(alone));
      one.addAll(alone);
      two.addAll(together);
    }
    System.out.println("| | records/s | of it |\n|---|---|---|");
    row("bare training step, one core", median(bare), "");
    row("one executor, one core", rate(one), text("%.2f of the bare step", rate(one) / median(bare)));
    row("two executors, a core each", rate(two), text("%.2f of one executor (in turn: %s)", median(ratios), ratios.stream()
        .map(ratio -> text("%.2f", ratio)).toList()));
    System.out.println("\n| share of a round, mean over workers | one executor | two |\n|---|---|---|");
    share("in steps", one, two, ScalingTable::stepping);
    share("waiting for data", one, two, round -> part(round, "waitingSeconds"));
    share("loading and sending vectors", one, two, round -> part(round, "seconds") - stepping(round)
        - part(round, "waitingSeconds"));
    share("waiting for the slowest, starting tasks", one, two, round -> 1 - part(round, "seconds") - combining(round));
    share("combining", one, two, ScalingTable::combining);
    share("**outside steps**", one, two, round -> 1 - stepping(round));
    System.out.printf(Locale.ROOT, "%nApart from that: validation %.2f s each time, a checkpoint %.2f s (two executors).%n",
        mean(two, round -> round.at("/times/validationSeconds").asDouble(Double.NaN)),
        mean(two, round -> round.at("/times/checkpointSeconds").asDouble(Double.NaN)));
  }

  private static List<JsonNode> rounds(Path run) throws IOException {
    List<JsonNode> rounds = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      rounds.add(JSON.readTree(line));
    }
    return rounds.subList(1, rounds.size());
  }

  private static double rate(List<JsonNode> rounds) {
    return median(rounds.stream().map(round -> round.at("/examples").asDouble() / seconds(round)).toList());
  }

  private static double seconds(JsonNode round) {
    return round.at("/times/seconds").asDouble();
  }

  /** The mean over the workers of a time, as a share of the round. */
  private static double part(JsonNode round, String time) {
    double sum = 0;
    for (JsonNode worker : round.at("/participants")) {
      sum += worker.at("/times/" + time).asDouble();
    }
    return sum / round.at("/participants").size() / seconds(round);
  }

  private static double stepping(JsonNode round) {
    return part(round, "steppingSeconds");
  }

  private static double combining(JsonNode round) {
    return round.at("/times/combineSeconds").asDouble() / seconds(round);
  }

  private static void row(String what, double rate, String remark) {
    System.out.println(text("| %s | %.1f | %s |", what, rate, remark));
  }

  private static void share(String what, List<JsonNode> one, List<JsonNode> two, ToDoubleFunction<JsonNode> share) {
    System.out.println(text("| %s | %.1f %% | %.1f %% |", what, 100 * mean(one, share), 100 * mean(two, share)));
  }

  private static double mean(List<JsonNode> rounds, ToDoubleFunction<JsonNode> value) {
    return rounds.stream().mapToDouble(value).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
