package org.ecgnat.jobs.corpus;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.recording.Label;

/** The labels column of the recordings table. */
public final class StoredLabels {
  private StoredLabels() {}

  /** The column's cell. */
  public static Row[] cell(List<Label> labels) {
    return labels.stream()
        .map(
            label ->
                RowFactory.create(
                    label.system(),
                    label.code(),
                    Double.isNaN(label.likelihoodPercent()) ? null : label.likelihoodPercent(),
                    label.origin(),
                    label.certainty()))
        .toArray(Row[]::new);
  }

  /**
   * The labels of a recording.
   *
   * @param recording a row with the column {@link RecordingsTable#LABELS}
   */
  public static List<Label> of(Row recording) {
    return recording.<Row>getList(recording.fieldIndex(RecordingsTable.LABELS)).stream()
        .map(
            label ->
                new Label(
                    label.getAs("system"),
                    label.getAs("code"),
                    label.isNullAt(label.fieldIndex("likelihood"))
                        ? Double.NaN
                        : label.<Double>getAs("likelihood"),
                    label.getAs("origin"),
                    label.getAs("certainty")))
        .toList();
  }
}
