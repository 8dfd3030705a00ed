package org.ecgnat.preprocessing.recording;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file that a recording was read from.
 *
 * @param path its path, raw (it becomes a pseudonym before it is stored where the source has
 *     private paths)
 * @param sizeBytes its size
 * @param modified its modification time
 * @param sha256 lower-case hexadecimal SHA-256 of its bytes
 */
public record SourceFile(String path, long sizeBytes, Instant modified, String sha256)
    implements Serializable {}
