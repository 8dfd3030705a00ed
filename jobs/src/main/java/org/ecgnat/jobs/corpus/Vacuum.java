package org.ecgnat.jobs.corpus;

import io.delta.tables.DeltaTable;
import java.io.OutputStream;
import scala.Console;

/**
 * Deletes files of a Delta table that its versions do not need. Delta prints how many, past every
 * logger, to standard output, which belongs to the command.
 */
public final class Vacuum {
  private Vacuum() {}

  /**
   * Deletes files.
   *
   * @param keptHours files that a version of the last so many hours needs stay
   */
  public static void run(DeltaTable table, double keptHours) {
    Console.withOut(OutputStream.nullOutputStream(), () -> table.vacuum(keptHours));
  }
}
