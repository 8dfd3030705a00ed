package org.ecgnat.jobs.corpus;

import java.io.Serializable;

/**
 * Names a recording within a corpus.
 *
 * @param source source name
 * @param recordKey unique within its source
 */
public record RecordingKey(String source, String recordKey) implements Serializable {}
