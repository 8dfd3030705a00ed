package org.ecgnat.preprocessing.format.archive;

import java.util.Locale;
import java.util.Optional;

/** The archives that are read, by file name. */
public enum ArchiveKind {
  /** PKWARE's APPNOTE.TXT 6.3.10, with zip64. */
  ZIP,
  /** POSIX.1-1988 ustar, POSIX.1-2001 pax and GNU tar. */
  TAR,
  /** The same inside a gzip stream (RFC 1952). */
  TAR_GZ;

  /** Stands between the archive and the path inside it. */
  public static final String INSIDE = "!/";

  /** The kind of archive that a plain file name promises. */
  public static Optional<ArchiveKind> of(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      return Optional.of(ZIP);
    } else if (lower.endsWith(".tar")) {
      return Optional.of(TAR);
    } else if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
      return Optional.of(TAR_GZ);
    }
    return Optional.empty();
  }
}
