package org.ecgnat.jobs.cli;

import java.io.Serial;

/**
 * A mistake that the user can mend. Shown as one line without a stack trace: "Cannot <i>do X</i> to
 * <i>Y</i>: <i>why</i>; <i>what to do</i>". Carries no patient data.
 */
public class UserException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** A mistake in the user's data or configuration: exit code 3. */
  public UserException(String message) {
    this(ExitCode.USER_DATA, message, null);
  }

  /** The same with its cause, which the log shows at debug level only. */
  public UserException(String message, Throwable cause) {
    this(ExitCode.USER_DATA, message, cause);
  }

  /** A mistake with another exit code. */
  public UserException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** An unwritable path, missing natives and the like: exit code 4. */
  public static UserException environment(String message, Throwable cause) {
    return new UserException(ExitCode.ENVIRONMENT, message, cause);
  }

  /** Wrong options that only a look at the data shows: exit code 2. */
  public static UserException usage(String message) {
    return new UserException(ExitCode.USAGE, message, null);
  }

  /** How the process ends. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
