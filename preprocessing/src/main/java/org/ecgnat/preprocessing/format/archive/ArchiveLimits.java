package org.ecgnat.preprocessing.format.archive;

import java.io.Serializable;

/**
 * What an archive may hold; {@code archives} in {@code conf/preprocess/}. What exceeds a limit is
 * refused, the rest is read.
 *
 * @param maxEntries files of an archive
 * @param maxEntryMegabytes size of a file inside, unpacked
 * @param maxTotalMegabytes size of all files inside, unpacked
 * @param maxRatio how many times larger than the archive its files may be; looked at from {@link
 *     #RATIO_FROM_BYTES} on
 * @param bufferMegabytes files of an archive without random access that a task holds while it waits
 *     for their companions
 */
public record ArchiveLimits(
    int maxEntries, int maxEntryMegabytes, int maxTotalMegabytes, int maxRatio, int bufferMegabytes)
    implements Serializable {
  /** A flat line packs well: below this size nothing is called a bomb. */
  public static final long RATIO_FROM_BYTES = 16L << 20;

  /** Refuses what has no meaning. */
  public ArchiveLimits {
    if (maxEntries < 1
        || maxEntryMegabytes < 1
        || maxTotalMegabytes < 1
        || maxRatio < 1
        || bufferMegabytes < 1
        || bufferMegabytes > 1024) {
      throw new IllegalArgumentException(
          "archives: every limit must be at least 1, and bufferMegabytes at most 1024");
    }
  }

  long maxEntryBytes() {
    return (long) maxEntryMegabytes << 20;
  }

  long maxTotalBytes() {
    return (long) maxTotalMegabytes << 20;
  }

  /** What a task may hold, in bytes. */
  public long bufferBytes() {
    return (long) bufferMegabytes << 20;
  }

  /** Whether something packed has become suspiciously large. */
  boolean isBomb(long unpackedBytes, long packedBytes) {
    return unpackedBytes > RATIO_FROM_BYTES && unpackedBytes / maxRatio > packedBytes;
  }
}
