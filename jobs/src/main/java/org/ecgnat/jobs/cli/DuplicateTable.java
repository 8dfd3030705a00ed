package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.ecgnat.jobs.duplicates.DuplicateReport;
import org.ecgnat.jobs.duplicates.DuplicateReport.Pair;
import org.ecgnat.jobs.duplicates.DuplicateReport.Side;

/** What {@code ecgnat corpus --duplicates} prints. */
final class DuplicateTable {
  private static final int SHOWN = 50;

  private DuplicateTable() {}

  static void print(DuplicateReport report, String directory, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "Corpus %s, version %d: %,d recordings as %,d windows%n",
        directory,
        report.version(),
        report.recordings(),
        report.windows());
    out.printf(
        Locale.ROOT,
        "  %,d pairs with equal signals, %,d with the same heartbeats; %,d of them in different"
            + " folds, %,d under different patients%n",
        report.equal(),
        report.near(),
        report.acrossFolds(),
        report.acrossPatients());
    report.pairs().stream().limit(SHOWN).forEach(pair -> print(pair, out));
    long more = report.equal() + report.near() - Math.min(SHOWN, report.pairs().size());
    if (more > 0) {
      out.printf(Locale.ROOT, "  and %,d more: --json%n", more);
    }
    if (report.acrossFolds() > 0) {
      out.println(
          "  Nothing was changed. A pair in different folds can leak from training into testing:"
              + " give both recordings one patient and fold in the labels files, or leave one"
              + " out, and preprocess into a new corpus.");
    }
    out.flush();
  }

  private static void print(Pair pair, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-5s  correlation %.4f over %.1f s  shift %+.3f s%s%s%n",
        pair.kind().name().toLowerCase(Locale.ROOT),
        pair.correlation(),
        pair.overlapSeconds(),
        pair.shiftSeconds(),
        pair.acrossFolds() ? "  DIFFERENT FOLDS" : "",
        pair.acrossPatients() ? "  different patients" : "");
    print(pair.first(), out);
    print(pair.second(), out);
  }

  private static void print(Side side, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "    %s %s  patient %s  fold %d  %s%n",
        side.source(),
        side.recordKey(),
        side.patient(),
        side.fold(),
        side.mainFile());
  }
}
