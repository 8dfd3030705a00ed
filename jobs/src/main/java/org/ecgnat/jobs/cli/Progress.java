package org.ecgnat.jobs.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Lines of progress with rate and time left, at most one every few seconds. */
public final class Progress {
  private static final long NANOS_BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

  private final PrintWriter out;
  private final String what;
  private final long total;
  private final LongSupplier nanoTime;
  private final long started;
  private long lastLine;
  private long lastDone;

  /**
   * @param out gets the lines
   * @param what the things counted, such as {@code recordings}
   * @param total how many there are to do
   */
  public Progress(PrintWriter out, String what, long total) {
    this(out, what, total, System::nanoTime);
  }

  Progress(PrintWriter out, String what, long total, LongSupplier nanoTime) {
    this.out = out;
    this.what = what;
    this.total = total;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.lastLine = started;
  }

  /** Tells how many are done; prints a line if the last one is some seconds old. */
  public synchronized void done(long done) {
    if (nanoTime.getAsLong() - lastLine >= NANOS_BETWEEN_LINES) {
      print(done);
    }
  }

  /** Tells how many were done in the end; prints a last line where there were others. */
  public synchronized void finish(long done) {
    if (lastLine != started && done != lastDone) {
      print(done);
    }
  }

  private void print(long done) {
    long now = nanoTime.getAsLong();
    lastLine = now;
    lastDone = done;
    double perSecond = done / ((now - started) / 1e9);
    out.printf(
        Locale.ROOT,
        "  %,d of %,d %s (%.0f %%), %.1f/s, %s left%n",
        done,
        total,
        what,
        100.0 * done / Math.max(1, total),
        perSecond,
        done == 0 ? "unknown time" : clock((long) ((total - done) / perSecond)));
    out.flush();
  }

  /** A duration for people, such as {@code 1 h 02 min} or {@code 42 s}. */
  public static String clock(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
  }
}
