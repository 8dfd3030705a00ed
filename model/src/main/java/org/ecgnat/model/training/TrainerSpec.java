package org.ecgnat.model.training;

import java.io.Serializable;
import org.ecgnat.model.encoder.EncoderConfig;

/**
 * Everything but weights and data that determines a trainer.
 *
 * @param encoder the architecture
 * @param objective what is minimised
 * @param optimizer how
 * @param seed keys initialisation, masks, augmentation, stochastic depth and dropout
 */
public record TrainerSpec(
    EncoderConfig encoder, Objective objective, OptimizerConfig optimizer, long seed)
    implements Serializable {}
