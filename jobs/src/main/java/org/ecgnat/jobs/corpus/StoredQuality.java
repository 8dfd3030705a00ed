package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.quality.QualityFinding;

/** Quality findings as a column of Spark's, in both tables and in prediction rows. */
public final class StoredQuality {
  /** The type of the column. */
  public static final ArrayType TYPE =
      createArrayType(
          new StructType()
              .add("code", StringType)
              .add("lead", StringType)
              .add("severity", StringType)
              .add("value", DoubleType));

  private StoredQuality() {}

  /** Findings as a cell of {@link #TYPE}. */
  public static Row[] cell(List<QualityFinding> findings) {
    return findings.stream()
        .map(
            finding ->
                RowFactory.create(
                    finding.code(), finding.lead(), finding.severity(), finding.value()))
        .toArray(Row[]::new);
  }

  /**
   * The findings about a recording as a whole; none in a row of the schema before.
   *
   * @param recording a row with the column {@link RecordingsTable#QUALITY}
   */
  public static List<QualityFinding> of(Row recording) {
    int column = recording.fieldIndex(RecordingsTable.QUALITY);
    return recording.isNullAt(column) ? List.of() : of(recording.<Row>getList(column));
  }

  /** The findings of a cell of {@link #TYPE}. */
  public static List<QualityFinding> of(List<Row> cell) {
    return cell.stream()
        .map(
            finding ->
                new QualityFinding(
                    finding.getString(0),
                    finding.getString(1),
                    finding.getString(2),
                    finding.getDouble(3)))
        .toList();
  }
}
