package org.ecgnat.jobs.preprocess;

/**
 * How preprocessing works, apart from what it does to the signals; {@code conf/preprocess/}.
 *
 * @param maxRejectedPercent with more recordings than this set aside the command ends with exit
 *     code 3, 0 to 100
 * @param taskMegabytes input of a Spark task
 * @param batchMegabytes input of a batch; what one commit adds and a crash can lose
 * @param fileMegabytes upper limit of the signals in a corpus file
 */
public record PreprocessSettings(
    double maxRejectedPercent, int taskMegabytes, int batchMegabytes, int fileMegabytes) {

  /** Refuses what has no meaning. */
  public PreprocessSettings {
    if (!(maxRejectedPercent >= 0 && maxRejectedPercent <= 100)) {
      throw new IllegalArgumentException(
          "maxRejectedPercent is " + maxRejectedPercent + ", it must be 0 to 100");
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
  }

  PreprocessSettings withMaxRejectedPercent(double percent) {
    return new PreprocessSettings(percent, taskMegabytes, batchMegabytes, fileMegabytes);
  }

  long taskBytes() {
    return (long) taskMegabytes << 20;
  }

  long batchBytes() {
    return (long) batchMegabytes << 20;
  }

  long fileBytes() {
    return (long) fileMegabytes << 20;
  }
}
