package org.ecgnat.model.cost;

/**
 * Memory that the forward pass of a pre-training step leaves occupied for each window of its batch,
 * all leads present, in bytes of single precision. A view of an array shares its memory; whatever a
 * batch needs once, such as weights, gradients, position bias and mask, is not in it, and nor are
 * the passing arrays of the backward pass.
 *
 * @param saved what the derivatives of the backward pass need
 * @param held the same and the arrays that nothing needs any more, which DJL's manager keeps until
 *     the step ends: what the process grows by
 */
public record StepMemory(long saved, long held) {}
