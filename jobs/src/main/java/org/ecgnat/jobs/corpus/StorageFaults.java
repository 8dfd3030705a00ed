package org.ecgnat.jobs.corpus;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.ecgnat.jobs.cli.UserException;

/**
 * Tells faults of the storage, which a user can mend, from bugs. Spark and Delta throw whatever
 * they wrap them in, checked exceptions undeclared.
 */
public final class StorageFaults {
  private StorageFaults() {}

  /**
   * Does something to a table.
   *
   * @param purpose what for, to complete "Cannot", such as {@code write to}
   * @throws UserException where the storage fails
   */
  public static <T> T guard(String purpose, String path, Callable<T> work) {
    try {
      return work.call();
    } catch (UserException e) {
      throw e;
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException fault) {
          throw fault(purpose, path, fault);
        }
      }
      throw e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
    }
  }

  private static UserException fault(String purpose, String path, IOException e) {
    String what = "Cannot " + purpose + " " + path + ": ";
    return e instanceof UnsupportedFileSystemException
        ? new UserException(what + e.getMessage() + "; check the path", e)
        : UserException.environment(
            what
                + firstLine(e)
                + "; check the path, its permissions, the free space and the connection",
            e);
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return message.isEmpty() ? e.getClass().getSimpleName() : message;
  }
}
