package org.ecgnat.preprocessing.source;

import java.io.Serial;

/**
 * A source's label files are missing or do not fit its definition. The message says what, where and
 * what to do, and holds no content of the files.
 */
public final class SourceException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, in which file and row, and what to do
   */
  public SourceException(String message) {
    super(message);
  }
}
