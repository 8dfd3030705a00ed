package org.ecgnat.jobs.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ecgnat.jobs.inventory.Inventory;
import org.ecgnat.jobs.inventory.RecordingQuestions;
import org.ecgnat.jobs.inventory.Tally;
import org.ecgnat.preprocessing.corpus.RecordingsTable;

/** What each batch brought. */
final class CorpusBatches {
  private static final int DRAWN = 60;
  private static final int LISTED = 12;
  private static final String UNKNOWN = "–";
  private static final int MINUTES = "2026-01-01T00:00".length();

  private CorpusBatches() {}

  private record Batch(String id, String time, long accepted, long setAside) {
    private long all() {
      return accepted + setAside;
    }

    private String day() {
      return time.split(" ", 2)[0];
    }
  }

  static String of(Inventory inventory) {
    List<Batch> batches = batches(inventory, one -> true);
    List<List<String>> rows = new ArrayList<>();
    for (int i = batches.size() - 1; i >= Math.max(0, batches.size() - LISTED); i--) {
      Batch batch = batches.get(i);
      rows.add(
          List.of(
              Html.text(batch.id()),
              batch.time(),
              Html.count(batch.accepted()),
              Html.count(batch.setAside())));
    }
    int earlier = batches.size() - rows.size();
    return Html.section(
        "Batches",
        (batches.size() > 1 ? chart(batches) : "")
            + Html.table(List.of("batch", "committed (UTC)", "accepted", "set aside"), rows)
            + "<p class=\"hint\">"
            + (earlier > 0 ? "And " + Html.count(earlier) + " earlier ones. " : "")
            + "A recording counts in the batch whose attempt at it counts.</p>\n");
  }

  /** Number and days of the batches of a source. */
  static String span(Inventory inventory, String source) {
    List<Batch> batches = batches(inventory, one -> one.source().equals(source));
    List<String> days =
        batches.stream().map(Batch::day).filter(day -> !day.equals(UNKNOWN)).sorted().toList();
    String first = days.isEmpty() ? UNKNOWN : days.get(0);
    String last = days.isEmpty() ? UNKNOWN : days.get(days.size() - 1);
    return Html.count(batches.size())
        + "<small>"
        + (first.equals(last) ? first : first + " to " + last)
        + "</small>";
  }

  private static List<Batch> batches(Inventory inventory, Predicate<Tally.Count> counts) {
    Map<String, Batch> batches = new TreeMap<>();
    for (Tally.Count one :
        inventory.recordings().of(RecordingQuestions.BATCH).stream().filter(counts).toList()) {
      boolean accepted = one.detail().equals(RecordingsTable.ACCEPTED);
      String time = inventory.batchTimes().getOrDefault(one.answer(), "");
      batches.merge(
          one.answer(),
          new Batch(
              one.answer(),
              time.length() < MINUTES ? UNKNOWN : time.substring(0, MINUTES).replace('T', ' '),
              accepted ? one.number() : 0,
              accepted ? 0 : one.number()),
          (a, b) ->
              new Batch(
                  a.id(), a.time(), a.accepted() + b.accepted(), a.setAside() + b.setAside()));
    }
    return List.copyOf(batches.values());
  }

  private static String chart(List<Batch> batches) {
    BarChart chart = new BarChart("Batches", "batch, the latest on the right");
    List<Batch> drawn = batches.subList(Math.max(0, batches.size() - DRAWN), batches.size());
    int labelled = Math.max(1, drawn.size() / 5);
    for (int i = 0; i < drawn.size(); i++) {
      Batch batch = drawn.get(i);
      chart.bar(
          i % labelled == 0 ? batch.day() : "",
          batch.id() + ", " + batch.time(),
          batch.all(),
          batch.setAside());
    }
    return "<div class=\"charts\">"
        + Html.figure(chart.svg(), "Recordings of each batch; set aside in the lighter colour")
        + "</div>\n";
  }
}
