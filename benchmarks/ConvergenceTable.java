import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ConvergenceTable OUT SEED…}: the last validation losses of convergence.sh's runs, as Markdown and as a plot. */
public final class ConvergenceTable {
  private static final int[] STEPS = {5, 20, 50};
  private static final int[] WORKERS = {2, 4};
  private static final String[] OUTER = {"mean", "nesterov"};
  private static final String[] COLOURS = {"#1f5fa8", "#c2571a"};
  private static final double LEFT = 70;
  private static final double RIGHT = 600;
  private static final double TOP = 40;
  private static final double BOTTOM = 340;

  /** A run's loss over that of one worker with the W-fold batch, less one, a seed each. */
  private record Excess(List<Double> bySeed) {
    double mean() {
      return bySeed.stream().mapToDouble(one -> one).average().orElseThrow();
    }
  }

  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[0]);
    List<String> seeds = List.of(args).subList(1, args.length);
    Files.writeString(out.resolve("convergence.md"), table(out, seeds));
    Files.writeString(out.resolve("convergence.svg"), plot(out, seeds));
  }

  private static String table(Path out, List<String> seeds) throws IOException {
    StringBuilder lines = new StringBuilder("| workers | steps between | mean | nesterov | one worker, W-fold batch |\n"
        + "|---|---|---|---|---|\n");
    for (int workers : WORKERS) {
      for (int steps : STEPS) {
        lines.append(text("| %d | %d |", workers, steps));
        for (String outer : OUTER) {
          lines.append(text(" %.4f (%+.1f %%) |", loss(out, outer + "-" + workers + "-" + steps, seeds),
              100 * excess(out, outer, workers, steps, seeds).mean()));
        }
        lines.append(text(" %.4f |%n", loss(out, "one-" + workers, seeds)));
      }
    }
    return lines.toString();
  }

  private static Excess excess(Path out, String outer, int workers, int steps, List<String> seeds) throws IOException {
    List<Double> bySeed = new ArrayList<>();
    for (String seed : seeds) {
      bySeed.add(loss(out, outer + "-" + workers + "-" + steps, List.of(seed))
          / loss(out, "one-" + workers, List.of(seed)) - 1);
    }
    return new Excess(bySeed);
  }

  /** The mean over the seeds. */
  private static double loss(Path out, String name, List<String> seeds) throws IOException {
    double sum = 0;
    for (String seed : seeds) {
      List<String> rounds = Files.readAllLines(out.resolve(name + "-" + seed).resolve("metrics.jsonl"));
      sum += new ObjectMapper().readTree(rounds.get(rounds.size() - 1)).at("/validationLoss").doubleValue();
    }
    return sum / seeds.size();
  }

  private static String plot(Path out, List<String> seeds) throws IOException {
    List<Excess> all = new ArrayList<>();
    for (int workers : WORKERS) {
      for (String outer : OUTER) {
        for (int steps : STEPS) {
          all.add(excess(out, outer, workers, steps, seeds));
        }
      }
    }
    double low = Math.floor(all.stream().flatMap(one -> one.bySeed().stream()).mapToDouble(one -> one).min()
        .orElseThrow() * 100) / 100;
    double high = Math.ceil(all.stream().flatMap(one -> one.bySeed().stream()).mapToDouble(one -> one).max()
        .orElseThrow() * 100) / 100;
    double step = high - low > 0.12 ? 0.05 : high - low > 0.05 ? 0.02 : 0.01;
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 400\""
        + " font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"760\" height=\"400\" fill=\"white\"/>\n");
    for (double tick = Math.ceil(low / step) * step; tick <= high + 1e-9; tick += step) {
      double y = y(tick, low, high);
      svg.append(line(LEFT, y, RIGHT, y, Math.abs(tick) < 1e-9 ? "#666" : "#ddd", ""));
      svg.append(label(LEFT - 8, y + 4, "end", text("%+.0f %%", 100 * tick + 0.0)));
    }
    for (int i = 0; i < STEPS.length; i++) {
      svg.append(label(x(i), BOTTOM + 22, "middle", Integer.toString(STEPS[i])));
    }
    svg.append(label((LEFT + RIGHT) / 2, BOTTOM + 46, "middle", "steps of a worker between combinations"));
    svg.append(label(LEFT, 20, "start", "validation loss against one worker with the W-fold batch; mean and single seeds"));
    int curve = 0;
    for (int workers : WORKERS) {
      for (int outer = 0; outer < OUTER.length; outer++) {
        String dash = workers == 2 ? "5 4" : "";
        for (int i = 0; i < STEPS.length; i++) {
          Excess here = all.get(curve * STEPS.length + i);
          for (double one : here.bySeed()) {
            svg.append(text("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\" opacity=\"0.5\"/>%n", x(i),
                y(one, low, high), COLOURS[outer]));
          }
          if (i > 0) {
            svg.append(line(x(i - 1), y(all.get(curve * STEPS.length + i - 1).mean(), low, high), x(i),
                y(here.mean(), low, high), COLOURS[outer], dash));
          }
        }
        svg.append(line(RIGHT + 12, 60 + 22 * curve, RIGHT + 42, 60 + 22 * curve, COLOURS[outer], dash));
        svg.append(label(RIGHT + 50, 64 + 22 * curve, "start", OUTER[outer] + ", W = " + workers));
        curve++;
      }
    }
    return svg.append("</svg>\n").toString();
  }

  private static double x(int place) {
    return LEFT + 40 + place * (RIGHT - LEFT - 80) / (STEPS.length - 1);
  }

  private static double y(double value, double low, double high) {
    return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low);
  }

  private static String line(double x1, double y1, double x2, double y2, String colour, String dash) {
    return text("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\""
        + " stroke-dasharray=\"%s\"/>%n", x1, y1, x2, y2, colour, dash);
  }

  private static String label(double x, double y, String anchor, String words) {
    return text("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#222\">%s</text>%n", x, y, anchor, words);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
