package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;

import java.util.function.DoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.ecgnat.preprocessing.quality.measurement.Measurements;

/** Measurements as a column of Spark's; what could not be measured is null. */
public final class StoredMeasurements {
  /** The type of the column. */
  public static final StructType TYPE =
      new StructType()
          .add("beats", IntegerType)
          .add("heart_rate_per_minute", DoubleType)
          .add("rr_spread_ms", DoubleType)
          .add("pr_ms", DoubleType)
          .add("qrs_ms", DoubleType)
          .add("qt_ms", DoubleType)
          .add("qtc_bazett_ms", DoubleType)
          .add("qtc_fridericia_ms", DoubleType)
          .add("p_axis_degrees", DoubleType)
          .add("qrs_axis_degrees", DoubleType)
          .add("t_axis_degrees", DoubleType)
          .add("sokolow_lyon_mv", DoubleType)
          .add("cornell_mv", DoubleType)
          .add(
              "leads",
              createArrayType(
                  new StructType()
                      .add("lead", StringType)
                      .add("r_mv", DoubleType)
                      .add("s_mv", DoubleType)
                      .add("st_j_mv", DoubleType)));

  private StoredMeasurements() {}

  /** Measurements as a cell of {@link #TYPE}, or null where there are none. */
  static Row cell(Measurements measured) {
    if (measured.equals(Measurements.NONE)) {
      return null;
    }
    DoubleFunction<Double> known = value -> Double.isFinite(value) ? value : null;
    return RowFactory.create(
        measured.beats(),
        known.apply(measured.heartRatePerMinute()),
        known.apply(measured.rrSpreadMilliseconds()),
        known.apply(measured.prMilliseconds()),
        known.apply(measured.qrsMilliseconds()),
        known.apply(measured.qtMilliseconds()),
        known.apply(measured.qtcBazettMilliseconds()),
        known.apply(measured.qtcFridericiaMilliseconds()),
        known.apply(measured.pAxisDegrees()),
        known.apply(measured.qrsAxisDegrees()),
        known.apply(measured.tAxisDegrees()),
        known.apply(measured.sokolowLyonMillivolts()),
        known.apply(measured.cornellMillivolts()),
        measured.leads().stream()
            .map(lead -> RowFactory.create(lead.lead().label(), lead.r(), lead.s(), lead.stJ()))
            .toArray(Row[]::new));
  }
}
