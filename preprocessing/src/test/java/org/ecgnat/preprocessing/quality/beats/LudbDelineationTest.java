package org.ecgnat.preprocessing.quality.beats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ecgnat.preprocessing.quality.measurement.ConditionedSignal;
import org.ecgnat.preprocessing.window.ConditionedSignals;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Recipes;
import org.junit.jupiter.api.Test;

/**
 * Delineation of LUDB's records, conditioned as {@code diagnostic-500}, against its cardiologists,
 * with all figures in {@code target/beats/delineation.md}.
 */
class LudbDelineationTest {
  private static final int TOLERANCE = 75;

  /** Errors of one kind of wave. */
  private static final class Errors {
    int found;
    int missed;
    int extra;
    final List<Double> onset = new ArrayList<>();
    final List<Double> peak = new ArrayList<>();
    final List<Double> end = new ArrayList<>();

    /** Waves beyond the first and the last marked one of their kind do not count. */
    void add(List<LudbRecord.Wave> marked, List<WaveMarks> detected, int from, int to) {
      boolean[] used = new boolean[detected.size()];
      for (LudbRecord.Wave mark : marked) {
        int best = -1;
        for (int d = 0; d < used.length; d++) {
          int distance = Math.abs(detected.get(d).peak() - mark.peak());
          if (!used[d]
              && distance <= TOLERANCE
              && (best < 0 || distance < Math.abs(detected.get(best).peak() - mark.peak()))) {
            best = d;
          }
        }
        if (best < 0) {
          missed++;
          continue;
        }
        found++;
        used[best] = true;
        WaveMarks marks = detected.get(best);
        peak.add((marks.peak() - mark.peak()) * 1000 / LudbRecord.RATE_HZ);
        if (mark.onset() >= 0) {
          onset.add((marks.onset() - mark.onset()) * 1000 / LudbRecord.RATE_HZ);
        }
        if (mark.end() >= 0) {
          end.add((marks.end() - mark.end()) * 1000 / LudbRecord.RATE_HZ);
        }
      }
      int first = marked.isEmpty() ? from : marked.get(0).peak();
      int last = marked.isEmpty() ? to : marked.get(marked.size() - 1).peak();
      for (int d = 0; d < used.length; d++) {
        int at = detected.get(d).peak();
        extra += !used[d] && at >= first - TOLERANCE && at <= last + TOLERANCE ? 1 : 0;
      }
    }

    double sensitivity() {
      return 100.0 * found / (found + missed);
    }

    double predictivity() {
      return 100.0 * found / (found + extra);
    }
  }

  private static double mean(List<Double> errors) {
    return errors.stream().mapToDouble(e -> e).average().orElse(Double.NaN);
  }

  private static double sd(List<Double> errors) {
    double mean = mean(errors);
    return Math.sqrt(
        errors.stream().mapToDouble(e -> (e - mean) * (e - mean)).average().orElse(Double.NaN));
  }

  @Test
  void marksLikeTheCardiologists() throws Exception {
    List<String> report = new ArrayList<>();
    ConditioningRecipe recipe = Recipes.shipped("diagnostic-500");
    Map<LudbRecord.Kind, Errors> evenGlobal = new EnumMap<>(LudbRecord.Kind.class);
    for (int half : new int[] {1, 0}) {
      Map<LudbRecord.Kind, Errors> single = new EnumMap<>(LudbRecord.Kind.class);
      Map<LudbRecord.Kind, Errors> global =
          half == 0 ? evenGlobal : new EnumMap<>(LudbRecord.Kind.class);
      for (LudbRecord.Kind kind : LudbRecord.Kind.values()) {
        single.put(kind, new Errors());
        global.put(kind, new Errors());
      }
      for (int number = 2 - half; number <= LudbRecord.RECORDS; number += 2) {
        LudbRecord record = LudbRecord.read(number);
        ConditionedSignal signal =
            ConditionedSignals.of(Conditioner.condition(record.recording(), recipe), 10);
        int[] beats = RPeakDetector.detect(signal.values(), LudbRecord.RATE_HZ);
        Delineation marks = WaveletDelineator.delineate(signal.values(), LudbRecord.RATE_HZ, beats);
        int[] marked = record.beats();
        int from = marked[0];
        int to = marked[marked.length - 1];
        for (LudbRecord.Kind kind : LudbRecord.Kind.values()) {
          Function<BeatMarks, WaveMarks> wave =
              switch (kind) {
                case P -> BeatMarks::p;
                case QRS -> BeatMarks::qrs;
                case T -> BeatMarks::t;
              };
          for (int lead : IntStream.range(0, signal.leads().size()).toArray()) {
            int row = signal.leads().get(lead).ordinal();
            single
                .get(kind)
                .add(
                    record.waves().get(row).stream().filter(w -> w.kind() == kind).toList(),
                    present(marks.leads().get(lead), wave),
                    from,
                    to);
          }
          global.get(kind).add(record.global(kind), present(marks.global(), wave), from, to);
        }
      }
      String which = half == 1 ? "odd numbers" : "even numbers";
      rows(report, which + ", each lead", single);
      rows(report, which + ", all leads together", global);
    }
    Path file = Path.of("target/beats/delineation.md");
    Files.createDirectories(file.getParent());
    Files.write(file, report);

    // the records on which nothing was chosen
    Errors p = evenGlobal.get(LudbRecord.Kind.P);
    Errors qrs = evenGlobal.get(LudbRecord.Kind.QRS);
    Errors t = evenGlobal.get(LudbRecord.Kind.T);
    assertThat(p.sensitivity()).isGreaterThan(97);
    assertThat(p.predictivity()).isGreaterThan(96);
    assertThat(qrs.sensitivity()).isGreaterThan(99.8);
    assertThat(t.sensitivity()).isGreaterThan(99);
    assertThat(sd(p.onset)).isLessThan(13);
    assertThat(sd(p.end)).isLessThan(14);
    assertThat(sd(qrs.onset)).isLessThan(11);
    assertThat(sd(qrs.end)).isLessThan(13);
    assertThat(sd(t.end)).isLessThan(18);
    for (List<Double> errors : List.of(p.onset, p.end, qrs.onset, qrs.end, t.end)) {
      assertThat(Math.abs(mean(errors))).isLessThan(5);
    }
  }

  private static List<WaveMarks> present(
      List<BeatMarks> beats, Function<BeatMarks, WaveMarks> wave) {
    return beats.stream().map(wave).filter(WaveMarks::present).toList();
  }

  private static void rows(List<String> report, String name, Map<LudbRecord.Kind, Errors> errors) {
    if (report.isEmpty()) {
      report.add("| records | wave | marked | Se % | P+ % | onset ms | peak ms | end ms |");
      report.add("|---|---|---|---|---|---|---|---|");
    }
    errors.forEach(
        (kind, e) ->
            report.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.2f | %.2f | %.1f ± %.1f | %.1f ± %.1f | %.1f ± %.1f |",
                    name,
                    kind,
                    e.found + e.missed,
                    e.sensitivity(),
                    e.predictivity(),
                    mean(e.onset),
                    sd(e.onset),
                    mean(e.peak),
                    sd(e.peak),
                    mean(e.end),
                    sd(e.end))));
  }
}
