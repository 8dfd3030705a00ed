package org.ecgnat.jobs.duplicates;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Sketches of windows as rows. Every sketch stands there twice, once by each half of its bits: a
 * copy whose first half differs early may agree in the second.
 */
final class SketchColumns implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Sketches of different buckets are never compared; int. */
  static final String BUCKET = "bucket";

  /** The bits that order them; long. */
  static final String CODE = "code";

  static final StructType SCHEMA =
      new StructType()
          .add(BUCKET, IntegerType)
          .add(CODE, LongType)
          .add("other_code", LongType)
          .add("recording", LongType)
          .add("window", LongType)
          .add("seconds", DoubleType);

  /** Leading bits that sketches of a bucket share: buckets enough to spread over a cluster. */
  private static final int BUCKET_BITS = 8;

  /**
   * Takes the sketches of a window.
   *
   * @param window signal, valid seconds, start in seconds, recording number, window number
   */
  @Override
  public Iterator<Row> call(Row window) {
    Fingerprint fingerprint = Fingerprint.of(window.getAs(0), window.getDouble(1));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < fingerprint.leads().length; i++) {
      short[] lead = fingerprint.samples()[i];
      for (double landmark : Landmarks.of(lead)) {
        Sketch sketch = Sketch.of(lead, landmark);
        double seconds = window.getDouble(2) + landmark / Fingerprint.RATE_HZ;
        int table = fingerprint.leads()[i] * 2;
        rows.add(row(table, sketch.first(), sketch.second(), window, seconds));
        rows.add(row(table + 1, sketch.second(), sketch.first(), window, seconds));
      }
    }
    return rows.iterator();
  }

  private static Row row(int table, long code, long otherCode, Row window, double seconds) {
    int bucket = (table << BUCKET_BITS) | (int) (code >>> (Long.SIZE - BUCKET_BITS));
    return RowFactory.create(
        bucket, code, otherCode, window.getLong(3), window.getLong(4), seconds);
  }
}
