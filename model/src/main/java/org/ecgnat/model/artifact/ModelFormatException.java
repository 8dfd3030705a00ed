package org.ecgnat.model.artifact;

import java.io.IOException;

/**
 * A file or directory is not what its format says: something is missing, was changed, is foreign,
 * or was written by a newer version. The message names the file, what is wrong and what to do.
 */
public class ModelFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public ModelFormatException(String message) {
    super(message);
  }

  /** With a message for the user and what led to it. */
  public ModelFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
