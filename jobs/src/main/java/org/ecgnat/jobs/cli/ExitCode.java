package org.ecgnat.jobs.cli;

/** How a command ends, as the README lists it. */
public enum ExitCode {
  /** Done, also with recordings set aside. */
  DONE(0),
  /** A bug of ours: a stack trace is shown. */
  BUG(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The user's data or configuration. */
  USER_DATA(3),
  /** Natives, memory, an unwritable file system. */
  ENVIRONMENT(4),
  /** Stopped early by a signal or limit, resumable. */
  STOPPED_EARLY(5);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The process's exit status. */
  public int value() {
    return value;
  }
}
