package org.ecgnat.jobs.corpus;

import java.util.Locale;
import java.util.UUID;

/**
 * Names of batches: {@code batch-000012-1f3a9c07}. They sort in order of writing, and the random
 * part keeps a batch that died half-way apart from the one that repeats it.
 */
public final class BatchId {
  private static final String PREFIX = "batch-";

  private BatchId() {}

  /**
   * A new id.
   *
   * @param number how many batches were begun before, those that died included
   */
  public static String next(long number) {
    return String.format(
        Locale.ROOT, "%s%06d-%s", PREFIX, number, UUID.randomUUID().toString().substring(0, 8));
  }

  /** Whether a Delta transaction id is that of a batch. */
  public static boolean isOne(String transactionId) {
    return transactionId.startsWith(PREFIX);
  }
}
