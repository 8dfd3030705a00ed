package org.ecgnat.jobs.preprocess;

import org.ecgnat.preprocessing.format.archive.ArchiveLimits;

/**
 * How preprocessing works, apart from what it does to the signals; {@code conf/preprocess/}.
 *
 * @param maxRejectedPercent with more recordings than this set aside the command ends with exit
 *     code 3, 0 to 100
 * @param measurements of which recordings beats are measured
 * @param taskMegabytes input of a Spark task
 * @param batchMegabytes input of a batch; what one commit adds and a crash can lose
 * @param fileMegabytes upper limit of the signals in a corpus file
 * @param listingThreads folders that the driver lists at a time
 * @param archives what an archive may hold
 */
public record PreprocessSettings(
    double maxRejectedPercent,
    MeasurementMode measurements,
    int taskMegabytes,
    int batchMegabytes,
    int fileMegabytes,
    int listingThreads,
    ArchiveLimits archives) {

  /** Refuses what has no meaning. */
  public PreprocessSettings {
    if (!(maxRejectedPercent >= 0 && maxRejectedPercent <= 100)) {
      throw new IllegalArgumentException(
          "maxRejectedPercent is " + maxRejectedPercent + ", it must be 0 to 100");
    }
    if (measurements == null) {
      throw new IllegalArgumentException(
          "measurements is missing, it must be always, diagnostic or never");
    }
    if (taskMegabytes < 1 || batchMegabytes < taskMegabytes || fileMegabytes < 1) {
      throw new IllegalArgumentException(
          "taskMegabytes "
              + taskMegabytes
              + ", batchMegabytes "
              + batchMegabytes
              + ", fileMegabytes "
              + fileMegabytes
              + ": all must be at least 1, and a batch no smaller than a task");
    }
    if (listingThreads < 1 || listingThreads > 256 || archives == null) {
      throw new IllegalArgumentException(
          "listingThreads is " + listingThreads + ", it must be 1 to 256; archives must be there");
    }
  }

  long taskBytes() {
    return (long) taskMegabytes << 20;
  }

  long batchBytes() {
    return (long) batchMegabytes << 20;
  }

  /** Upper limit of the signals in a corpus file, in bytes. */
  public long fileBytes() {
    return (long) fileMegabytes << 20;
  }
}
