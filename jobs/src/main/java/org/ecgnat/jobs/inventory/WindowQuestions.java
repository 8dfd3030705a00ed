package org.ecgnat.jobs.inventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/** What is asked of the windows table. */
public final class WindowQuestions {
  /**
   * Answer the finding's code, detail its severity, or {@code any}: windows with such a finding.
   */
  public static final String FINDING = "window-finding";

  /** Answer the finding's code, detail the lead: windows with such a finding. */
  public static final String LEAD_FINDING = "lead-finding";

  /** Answer {@code yes} or {@code no}: windows with any finding. */
  public static final String ANY_FINDING = "any-finding";

  /** Signals are large: of more windows than this, about as many are looked at. */
  private static final long MOST_SIGNALS = 20_000;

  /** Hexadecimal digits of a content hash that the sample is drawn by. */
  private static final int DIGITS = 8;

  /** Bytes 6 and 7 of a window, little endian. */
  private static final String MASK =
      "conv(concat(hex(substring(signal, 8, 1)), hex(substring(signal, 7, 1))), 16, 10)";

  private WindowQuestions() {}

  /** Counts findings in one pass that reads no signal. */
  static Tally ask(Dataset<Row> windows) {
    return RecordingQuestions.count(
        windows,
        "concat(array("
            + RecordingQuestions.struct(
                ANY_FINDING, "if(size(coalesce(quality, array())) > 0, 'yes', 'no')", "''")
            + "), "
            + RecordingQuestions.findings(FINDING)
            + ", array_distinct(transform(filter(quality, x -> x.lead <> ''), x -> "
            + RecordingQuestions.struct(LEAD_FINDING, "x.code", "x.lead")
            + ")))");
  }

  /**
   * Windows by source and the leads that they hold, as their headers say. Of many windows a sample
   * is taken by content hash, by which the files are sorted: Parquet's statistics spare the rest.
   *
   * @param total how many windows there are
   */
  static LeadPresence leads(Dataset<Row> windows, long total) {
    Dataset<Row> asked = windows;
    if (total > MOST_SIGNALS) {
      long bound = (long) ((double) MOST_SIGNALS / total * (1L << (4 * DIGITS)));
      asked =
          windows.filter(
              col(WindowsTable.CONTENT_HASH)
                  .lt(String.format(Locale.ROOT, "%0" + DIGITS + "x", bound)));
    }
    LeadPresence presence = new LeadPresence(new TreeMap<>(), new TreeMap<>());
    for (Row row :
        asked.groupBy(col(WindowsTable.SOURCE), expr(MASK).as("mask")).count().collectAsList()) {
      presence.add(row.getString(0), Integer.parseInt(row.getString(1)), row.getLong(2));
    }
    return presence;
  }
}
