package org.ecgnat.model.cost;

/**
 * What the blocks of a stage work on.
 *
 * @param tokens of one window
 * @param channels of a token
 * @param blocks number of attention blocks
 * @param windowSeconds time that the tokens cover which one query sees, in the stage's widest
 *     attention
 */
public record StageCost(int tokens, int channels, int blocks, double windowSeconds) {}
