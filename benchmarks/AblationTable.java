import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code AblationTable OUT NAME…}: quality beside cost of the encoders of ablation.sh, as Markdown and as a plot. */
public final class AblationTable {
  private static final Pattern PARAMETERS = Pattern.compile("parameters: encoder ([0-9,]+)");
  private static final Pattern WORK = Pattern.compile("forward: encoder ([0-9.]+) M");

  private record Row(String name, String parameters, double work, double rate, List<Double> auroc) {
    double mean() {
      return auroc.stream().mapToDouble(one -> one).average().orElseThrow();
    }

    double deviation() {
      double squares = auroc.stream().mapToDouble(one -> (one - mean()) * (one - mean())).sum();
      return Math.sqrt(squares / Math.max(1, auroc.size() - 1));
    }
  }

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    List<Row> rows = new ArrayList<>();
    for (String name : List.of(args).subList(1, args.length)) {
      rows.add(row(out.resolve("runs"), name));
    }
    Files.writeString(out.resolve("ablation.md"), table(rows));
    Files.writeString(out.resolve("ablation.svg"), plot(rows));
  }

  private static Row row(Path runs, String name) throws IOException {
    String cost = Files.readString(runs.resolve(name + ".cost"));
    List<Double> auroc = new ArrayList<>();
    try (DirectoryStream<Path> seeds = Files.newDirectoryStream(runs, name + "-[0-9]")) {
      for (Path seed : seeds) {
        auroc.add(new ObjectMapper().readTree(seed.resolve("validation/metrics.json").toFile())
            .at("/overall/macroAuroc").doubleValue());
      }
    }
    List<Double> rates = new ArrayList<>();
    for (String line : Files.readAllLines(runs.resolve(name).resolve("metrics.jsonl"))) {
      JsonNode round = new ObjectMapper().readTree(line);
      rates.add(round.at("/examples").doubleValue() / round.at("/times/seconds").doubleValue());
    }
    rates.sort(null);
    return new Row(name, first(PARAMETERS, cost), Double.parseDouble(first(WORK, cost)),
        rates.get(rates.size() / 2), auroc);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }

  private static String table(List<Row> rows) {
    StringBuilder lines = new StringBuilder("| encoder | parameters | multiply-adds, forward | pre-training, one core"
        + " | probe, macro AUROC |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      lines.append(String.format(Locale.ROOT, "| %s | %s | %.1f M | %.0f records/s | %s ± %s |%n", row.name(),
          row.parameters(), row.work(), row.rate(), decimal(row.mean()), decimal(row.deviation())));
    }
    return lines.toString();
  }

  /** Three digits without the zero before the point. */
  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("^0", "");
  }

  private static String plot(List<Row> rows) {
    double most = rows.stream().mapToDouble(Row::work).max().orElseThrow() * 1.1;
    double low = rows.stream().mapToDouble(row -> row.mean() - row.deviation()).min().orElseThrow() - 0.005;
    double high = rows.stream().mapToDouble(row -> row.mean() + row.deviation()).max().orElseThrow() + 0.005;
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 400\""
        + " font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"720\" height=\"400\" fill=\"white\"/>\n");
    for (double tick = Math.ceil(low * 100) / 100; tick <= high; tick += 0.01) {
      svg.append(line(70, y(tick, low, high), 700, y(tick, low, high), "#ddd"));
      svg.append(text(62, y(tick, low, high) + 4, "end", decimal(tick)));
    }
    for (int tick = 0; tick <= most; tick += 20) {
      svg.append(line(x(tick, most), 340, x(tick, most), 345, "#666"));
      svg.append(text(x(tick, most), 360, "middle", Integer.toString(tick)));
    }
    svg.append(line(70, 340, 700, 340, "#666"));
    svg.append(text(385, 386, "middle", "multiply-adds of the encoder for one window, millions"));
    svg.append(text(70, 18, "start",
        "macro AUROC of a probe with 170 labels on validation, mean ± sd over five draws"));
    for (Row row : rows) {
      double x = x(row.work(), most);
      svg.append(line(x, y(row.mean() - row.deviation(), low, high), x, y(row.mean() + row.deviation(), low, high),
          "#1f5fa8"));
      svg.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"#1f5fa8\"/>%n", x,
          y(row.mean(), low, high)));
      svg.append(text(x + 9, y(row.mean(), low, high) - 7, "start", row.name()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(double work, double most) {
    return 70 + 630 * work / most;
  }

  private static double y(double value, double low, double high) {
    return 340 - 305 * (value - low) / (high - low);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour) {
    return String.format(Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n", x1, y1,
        x2, y2, colour);
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222\">%s</text>%n", x, y,
        anchor, text);
  }
}
