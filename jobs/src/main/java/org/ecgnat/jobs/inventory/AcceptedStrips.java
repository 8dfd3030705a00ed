package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.WindowsTable;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * Some windows of each source, half of them with findings where there are any. The choice is that
 * of the lowest content hashes: random, and the same every time.
 */
final class AcceptedStrips {
  /** Of few sources more are shown of each. */
  private static final int MOST = 6;

  private static final String WORTH_A_LOOK =
      "exists(coalesce(quality, array()), x -> x.severity <> 'info')";

  /** A second choice of each kind comes from the upper half of the hashes. */
  private static final String HALF = "substring(content_hash, 1, 1) >= '8'";

  private final ConditioningRecipe recipe;
  private final Map<String, SourceDefinition> definitions;

  AcceptedStrips(ConditioningRecipe recipe, Map<String, SourceDefinition> definitions) {
    this.recipe = recipe;
    this.definitions = definitions;
  }

  List<ExampleStrip> of(Dataset<Row> recordings, Dataset<Row> windows) {
    List<Row> chosen = choose(windows);
    if (chosen.isEmpty()) {
      return List.of();
    }
    Map<String, Row> signals = new HashMap<>();
    windows
        .filter(col(WindowsTable.CONTENT_HASH).isInCollection(column(chosen, 0)))
        .filter(col(WindowsTable.WINDOW_ID).isInCollection(column(chosen, 1)))
        .collectAsList()
        .forEach(row -> signals.put(row.getAs(WindowsTable.WINDOW_ID), row));
    Map<RecordingKey, Row> known = new HashMap<>();
    List<String> keys =
        signals.values().stream().map(row -> row.<String>getAs(WindowsTable.RECORD_KEY)).toList();
    recordings
        .filter(col(RecordingsTable.RECORD_KEY).isInCollection(keys))
        .filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED))
        .collectAsList()
        .forEach(row -> known.put(key(row), row));
    List<ExampleStrip> strips = new ArrayList<>();
    for (Row one : chosen) {
      Row window = signals.get(one.getString(1));
      Row recording = window == null ? null : known.get(key(window));
      if (recording != null) {
        strips.add(strip(window, recording));
      }
    }
    return strips;
  }

  /** Rows of content hash, window id, source. */
  private static List<Row> choose(Dataset<Row> windows) {
    Map<String, List<Row>> bySource = new TreeMap<>();
    windows
        .groupBy(
            col(WindowsTable.SOURCE), expr(HALF).as("half"), expr(WORTH_A_LOOK).as("worth_a_look"))
        .agg(
            min(struct(WindowsTable.CONTENT_HASH, WindowsTable.WINDOW_ID, WindowsTable.SOURCE))
                .as("first"))
        .orderBy(WindowsTable.SOURCE, "half", "worth_a_look")
        .collectAsList()
        .forEach(
            row ->
                bySource
                    .computeIfAbsent(row.getString(0), key -> new ArrayList<>())
                    .add(row.getStruct(3)));
    int each = Math.max(1, MOST / Math.max(1, bySource.size()));
    return bySource.values().stream()
        .limit(MOST)
        .flatMap(candidates -> candidates.stream().limit(each))
        .toList();
  }

  private static List<String> column(List<Row> rows, int column) {
    return rows.stream().map(row -> row.getString(column)).toList();
  }

  private static RecordingKey key(Row row) {
    return new RecordingKey(
        row.getAs(RecordingsTable.SOURCE), row.getAs(RecordingsTable.RECORD_KEY));
  }

  private ExampleStrip strip(Row window, Row recording) {
    RecordingKey key = key(window);
    double start = window.<Double>getAs(WindowsTable.START_SECONDS);
    String from = start > 0 ? ", from " + StripSignal.number(start) + " s on" : "";
    return new ExampleStrip(
        key.source() + " · " + key.recordKey() + from,
        StripSignal.of(
            WindowCodec.decode(window.getAs(WindowsTable.SIGNAL)),
            window.<Double>getAs(WindowsTable.VALID_SECONDS)),
        remarks(key.source(), recording),
        StripFacts.of(window, recording));
  }

  private List<String> remarks(String source, Row recording) {
    List<String> remarks = new ArrayList<>();
    Optional<String> prior =
        Optional.ofNullable(definitions.get(source))
            .flatMap(SourceDefinition::band)
            .map(band -> StripSignal.band(band) + " by its source");
    remarks.add(prior.orElse(StripSignal.band(recipe.band())));
    double recorded = recording.<Double>getAs(RecordingsTable.SAMPLING_RATE_HZ);
    String rate = StripSignal.number(recipe.samplingRateHz()) + " Hz";
    remarks.add(
        recorded == recipe.samplingRateHz()
            ? rate
            : rate + " from " + StripSignal.number(recorded) + " Hz");
    StripFacts.heartRate(recording).ifPresent(remarks::add);
    Row context = recording.getAs(RecordingsTable.CONTEXT);
    StripSignal.deviceFilter(context.getAs("filters")).ifPresent(remarks::add);
    return remarks;
  }
}
