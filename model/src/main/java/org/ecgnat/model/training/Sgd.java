package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;

/**
 * Stochastic gradient descent without momentum. It counts its steps and remembers nothing else: its
 * moments are zeros.
 */
final class Sgd implements Optimizer {

  private final int parameters;
  private final List<ParameterRule> rules;
  private long steps;

  Sgd(ParameterLayout layout, List<ParameterRule> rules) {
    this.parameters = layout.size();
    this.rules = rules;
  }

  @Override
  public void beginStep() {
    steps++;
  }

  @Override
  public void update(
      int index, NDArray parameter, NDArray gradient, double learningRate, double gradientScale) {
    ParameterRule rule = rules.get(index);
    JniUtils.sgdUpdate(
        (PtNDArray) parameter,
        (PtNDArray) gradient,
        null,
        (float) (learningRate * rule.rateFactor()),
        (float) rule.weightDecay(),
        (float) gradientScale,
        -1f,
        0f);
  }

  @Override
  public OptimizerState state() {
    return new OptimizerState(new float[parameters], new float[parameters], steps);
  }

  @Override
  public void load(OptimizerState state) {
    steps = state.steps();
  }
}
