package org.ecgnat.model.training;

import java.io.Serializable;

/**
 * The optimizer of the local steps.
 *
 * @param kind {@code adamw} or {@code sgd} (without momentum)
 * @param learningRate peak rate
 * @param weightDecay decoupled; not applied to biases, norms, position biases and learned lead
 *     values
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param clipNorm global gradient norm is clipped to this; 0 for no clipping
 * @param warmupSteps linear warm-up
 * @param totalSteps end of the cosine
 * @param finalRateFraction rate at the end over the peak rate
 * @param encoderRateFactor factor on the rate of the encoder against the heads
 * @param stageDecay factor a stage towards the input, 1 for none
 */
public record OptimizerConfig(
    String kind,
    double learningRate,
    double weightDecay,
    double beta1,
    double beta2,
    double epsilon,
    double clipNorm,
    long warmupSteps,
    long totalSteps,
    double finalRateFraction,
    double encoderRateFactor,
    double stageDecay)
    implements Serializable {}
