package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, Decoupled Weight Decay Regularization,
 * 2019, algorithm 2): {@code w ← w − η·(λ·w + m̂ / (√v̂ + ε))}, the decay scaled by the learning
 * rate as is usual. The arithmetic is libtorch's, the moments are ours, so that they can be saved.
 */
final class AdamW implements Optimizer {

  private final OptimizerConfig config;
  private final List<ParameterRule> rules;
  private final ParameterVector first;
  private final ParameterVector second;
  // as libtorch sees them, so that the corrections fit the moments
  private final float beta1;
  private final float beta2;
  private long steps;

  AdamW(
      NDManager manager,
      ParameterLayout layout,
      OptimizerConfig config,
      List<ParameterRule> rules) {
    this.config = config;
    this.rules = rules;
    beta1 = (float) config.beta1();
    beta2 = (float) config.beta2();
    first = new ParameterVector(manager, layout);
    second = new ParameterVector(manager, layout);
  }

  @Override
  public void beginStep() {
    steps++;
  }

  @Override
  public void update(
      int index, NDArray parameter, NDArray gradient, double learningRate, double gradientScale) {
    ParameterRule rule = rules.get(index);
    double rate = learningRate * rule.rateFactor();
    double firstCorrection = 1 - Math.pow(beta1, (double) steps);
    double rootCorrection = Math.sqrt(1 - Math.pow(beta2, (double) steps));
    // libtorch's form divides the uncorrected m by (√v + ε): both corrections move into η and ε
    JniUtils.adamUpdate(
        (PtNDArray) parameter,
        (PtNDArray) gradient,
        (PtNDArray) first.arrays().get(index),
        (PtNDArray) second.arrays().get(index),
        (float) rate,
        (float) (rate * rootCorrection / firstCorrection),
        (float) rule.weightDecay(),
        (float) gradientScale,
        -1f,
        beta1,
        beta2,
        (float) (config.epsilon() * rootCorrection),
        true);
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(first.read(), second.read(), steps);
  }

  @Override
  public void load(OptimizerState state) {
    first.write(state.firstMoment());
    second.write(state.secondMoment());
    steps = state.steps();
  }
}
