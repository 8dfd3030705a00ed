import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** {@code FewLabelsTable ROWS ROLE NAME…}: the means over seeds of evaluations {@code ROWS/NAME-SEED/ROLE}, as Markdown. */
public final class FewLabelsTable {

  public static void main(String[] args) throws IOException {
    List<String> names = List.of(args).subList(2, args.length);
    JsonNode first = evaluations(Path.of(args[0]), names.get(0), args[1]).get(0);
    List<String> classes = new ArrayList<>();
    first.at("/overall/classes").forEach(one -> classes.add(one.get("name").textValue()));
    List<String> sources = new ArrayList<>();
    first.get("sources").fieldNames().forEachRemaining(sources::add);

    System.out.println("| row | seeds | macro AUROC | " + String.join(" | ", classes) + " | " + String.join(" | ", sources)
        + " | macro AUPRC | macro F1 | element-wise accuracy | source guess |");
    System.out.println("|---".repeat(7 + classes.size() + sources.size()) + "|");
    print("trivial", List.of("–", ".500", dots(classes, ".500"), dots(sources, ".500"),
        decimal(first.at("/overall/macroAuprcTrivial").doubleValue()), "–",
        decimal(first.at("/overall/elementAccuracyAllNegative").doubleValue()), "–"));
    for (String name : names) {
      List<JsonNode> seeds = evaluations(Path.of(args[0]), name, args[1]);
      List<String> cells = new ArrayList<>();
      cells.add(Integer.toString(seeds.size()));
      cells.add(spread(seeds, one -> one.at("/overall/macroAuroc").doubleValue()));
      for (int c = 0; c < classes.size(); c++) {
        int index = c;
        cells.add(mean(seeds, one -> one.at("/overall/classes/" + index + "/auroc").doubleValue()));
      }
      for (String source : sources) {
        cells.add(mean(seeds, one -> one.get("sources").get(source).get("macroAuroc").doubleValue()));
      }
      for (String measure : List.of("macroAuprc", "macroF1", "elementAccuracy")) {
        cells.add(mean(seeds, one -> one.get("overall").get(measure).doubleValue()));
      }
      cells.add(mean(seeds, one -> one.at("/sourceGuess/auroc").doubleValue()));
      print(name, cells);
    }
  }

  private static List<JsonNode> evaluations(Path rows, String name, String role) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(rows, name + "-[0-9]*")) {
      for (Path run : runs) {
        Path metrics = run.resolve(role).resolve("metrics.json");
        if (Files.isRegularFile(metrics)) {
          found.add(new ObjectMapper().readTree(metrics.toFile()));
        }
      }
    }
    if (found.isEmpty()) {
      throw new IOException("No evaluation of " + name + " in " + rows);
    }
    return found;
  }

  private static String dots(List<String> columns, String value) {
    return String.join(" | ", columns.stream().map(column -> value).toList());
  }

  private static String mean(List<JsonNode> seeds, ToDoubleFunction<JsonNode> value) {
    return decimal(seeds.stream().mapToDouble(value).average().orElseThrow());
  }

  private static String spread(List<JsonNode> seeds, ToDoubleFunction<JsonNode> value) {
    double mean = seeds.stream().mapToDouble(value).average().orElseThrow();
    double squares = seeds.stream().mapToDouble(value).map(one -> (one - mean) * (one - mean)).sum();
    return seeds.size() == 1 ? decimal(mean) : decimal(mean) + " ± " + decimal(Math.sqrt(squares / (seeds.size() - 1)));
  }

  /** Three digits without the zero before the point. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }

  private static void print(String name, List<String> cells) {
    System.out.println("| " + name + " | " + String.join(" | ", cells) + " |");
  }
}
