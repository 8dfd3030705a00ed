package org.ecgnat.preprocessing.format;

import java.io.Serial;

/**
 * The content of a recording cannot be used. The recording is set aside with {@link #reason()}; the
 * others go on. Messages carry no patient data: no free text of the file and no identifiers.
 */
public final class UnreadableRecordingException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  /**
   * Why a recording was set aside; the name in lower case with hyphens is what the corpus stores.
   */
  public enum Reason {
    UNREADABLE_HEADER,
    UNSUPPORTED_FORMAT,
    MISSING_FILE,
    TRUNCATED,
    CHECKSUM_MISMATCH,
    /** Stored samples that the format's own rules exclude. */
    DAMAGED_SIGNAL,
    UNKNOWN_UNIT,
    NO_STANDARD_LEAD,
    TOO_SHORT,
    NO_SIGNAL,
    DUPLICATE_KEY,
    /** The recipe's policy sets it aside for a finding of quality control. */
    POOR_QUALITY,
    LIMIT_EXCEEDED,
    /** A name inside an archive that leads elsewhere. */
    UNSAFE_PATH,
    /** Of a patient that the corpus was told to forget. */
    FORGOTTEN,
    /** A file could not be read at all: tried again by every run. */
    IO_ERROR,
    /** A fault of this program. */
    INTERNAL_ERROR;

    /** The stored form, such as {@code checksum-mismatch}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param reason the kind of fault
   * @param message what is wrong, where (signal, line, byte), and what to do
   */
  public UnreadableRecordingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The kind of fault. */
  public Reason reason() {
    return reason;
  }
}
