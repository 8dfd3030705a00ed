package org.ecgnat.jobs.evaluation;

import java.io.Serializable;

/**
 * Names a recording within a corpus.
 *
 * @param source source name
 * @param recordKey unique within its source
 */
record RecordingId(String source, String recordKey) implements Serializable {}
