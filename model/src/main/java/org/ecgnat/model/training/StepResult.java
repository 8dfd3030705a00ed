package org.ecgnat.model.training;

/**
 * What a training step reports.
 *
 * @param loss mean over the batch's examples
 * @param examples their number
 * @param gradientNorm global L2 norm before clipping
 */
public record StepResult(double loss, int examples, double gradientNorm) {}
