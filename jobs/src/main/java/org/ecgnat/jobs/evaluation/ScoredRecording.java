package org.ecgnat.jobs.evaluation;

/**
 * A recording with what the model says and what is true.
 *
 * @param source source name
 * @param recordKey key within the source
 * @param patientId pseudonym, or empty where unknown
 * @param probabilities {@code (classes)}
 * @param decisions {@code (classes)}, whether the model's answer is yes
 * @param present {@code (classes)}, 1 where the class is present
 * @param known {@code (classes)}, 1 where it was assessed
 */
public record ScoredRecording(
    String source,
    String recordKey,
    String patientId,
    double[] probabilities,
    boolean[] decisions,
    float[] present,
    float[] known) {}
