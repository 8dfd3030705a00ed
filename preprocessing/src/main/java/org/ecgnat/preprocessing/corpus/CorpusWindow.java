package org.ecgnat.preprocessing.corpus;

/**
 * A row of the windows table, as training needs it.
 *
 * @param windowId SHA-256 in hexadecimal
 * @param recordKey the recording it was cut from
 * @param patientId pseudonym, or the source's own where it holds no private data
 * @param source source name
 * @param fold 1–10, or 0 where it is in none
 * @param startSeconds where it starts in the recording
 * @param validSeconds how much of it is no padding
 * @param signal the bytes of {@code WindowCodec}
 */
public record CorpusWindow(
    String windowId,
    String recordKey,
    String patientId,
    String source,
    int fold,
    double startSeconds,
    double validSeconds,
    byte[] signal) {}
