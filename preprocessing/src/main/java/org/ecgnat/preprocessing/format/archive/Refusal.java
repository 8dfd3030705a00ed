package org.ecgnat.preprocessing.format.archive;

import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/** Why entries of an archive were not read. Messages name no entry: names may be private. */
public enum Refusal {
  /** It cannot be opened at all. */
  IO(Reason.IO_ERROR, "The archive cannot be read; check its permissions and run again"),
  NOT_AN_ARCHIVE(
      Reason.UNREADABLE_HEADER,
      "The content is not that of an archive of this name; fetch it again or rename it"),
  TRUNCATED(
      Reason.TRUNCATED,
      "The archive ends too early or its directory is lost; what was whole was read, fetch it"
          + " again for the rest"),
  DAMAGED(
      Reason.CHECKSUM_MISMATCH,
      "The archive is damaged; what was readable before the fault was read, fetch it again for the"
          + " rest"),
  UNSAFE_NAME(
      Reason.UNSAFE_PATH,
      "%d entries have names that lead out of the archive, are absolute, or hold a backslash or a"
          + " control character; pack it again without them"),
  LINK(Reason.UNSAFE_PATH, "%d entries are links or devices, which are never followed"),
  REPEATED(
      Reason.DUPLICATE_KEY,
      "%d entries repeat the name of an earlier one; only the first was read"),
  NESTED(Reason.UNSUPPORTED_FORMAT, "%d entries are archives themselves; unpack the outer one"),
  METHOD(
      Reason.UNSUPPORTED_FORMAT,
      "%d entries are encrypted, sparse or packed by another method than deflate; pack it again"),
  TOO_MANY(
      Reason.LIMIT_EXCEEDED,
      "%d or more entries come behind the limit of archives.maxEntries; raise it if you trust the"
          + " archive"),
  TOO_LARGE(
      Reason.LIMIT_EXCEEDED,
      "%d entries are larger than archives.maxEntryMegabytes; raise it if you trust the archive"),
  TOTAL(
      Reason.LIMIT_EXCEEDED,
      "%d or more entries come where the archive unpacks to more than archives.maxTotalMegabytes;"
          + " raise it if you trust the archive"),
  BOMB(
      Reason.LIMIT_EXCEEDED,
      "%d or more entries unpack to more than archives.maxRatio times their size; raise it if you"
          + " trust the archive");

  private final Reason reason;
  private final String message;

  Refusal(Reason reason, String message) {
    this.reason = reason;
    this.message = message;
  }

  /** The kind of fault that is stored. */
  public Reason reason() {
    return reason;
  }

  /** What is wrong and what to do, with the number of entries where that is known. */
  public String message(int entries) {
    return message.contains("%d") ? message.replace("%d", Integer.toString(entries)) : message;
  }
}
