package org.ecgnat.jobs.training;

import java.util.List;
import java.util.Random;
import org.ecgnat.model.training.OptimizerState;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.PreparedStep;
import org.ecgnat.model.training.StepResult;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainingExample;

/**
 * A linear predictor of a signal's mean absolute value under keyed noise, small enough to be
 * trained in no time: it obeys the contract of {@link Trainer} as the network does.
 */
final class LinearTrainer implements Trainer {
  private final boolean momentum;
  private final double learningRate;
  private final float[] weights;
  private OptimizerState state;

  LinearTrainer(int parameters, double learningRate, boolean momentum) {
    this.weights = new float[parameters];
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.state = OptimizerState.zeros(parameters);
  }

  static ParameterLayout layout(int parameters) {
    return ParameterLayout.of(List.of("encoder.w"), List.of(List.of((long) parameters)));
  }

  @Override
  public ParameterLayout layout() {
    return layout(weights.length);
  }

  @Override
  public float[] weights() {
    return weights.clone();
  }

  @Override
  public void loadWeights(float[] values) {
    System.arraycopy(values, 0, weights, 0, weights.length);
  }

  @Override
  public OptimizerState optimizerState() {
    return new OptimizerState(
        state.firstMoment().clone(), state.secondMoment().clone(), state.steps());
  }

  @Override
  public void loadOptimizerState(OptimizerState loaded) {
    state =
        new OptimizerState(
            loaded.firstMoment().clone(), loaded.secondMoment().clone(), loaded.steps());
  }

  @Override
  public PreparedStep prepare(List<TrainingExample> batch) {
    return new PreparedStep() {
      @Override
      public StepResult take(long scheduleStep, double rateFactor) {
        return taken(batch, scheduleStep, rateFactor);
      }

      @Override
      public void close() {}
    };
  }

  private StepResult taken(List<TrainingExample> batch, long scheduleStep, double rateFactor) {
    double[] gradient = new double[weights.length];
    double loss = pass(batch, gradient);
    double rate = rateFactor * learningRate / (1 + 0.01 * scheduleStep);
    double norm = 0;
    for (int i = 0; i < weights.length; i++) {
      norm += gradient[i] * gradient[i];
      double direction = gradient[i];
      if (momentum) {
        state.firstMoment()[i] = (float) (0.9 * state.firstMoment()[i] + gradient[i]);
        direction = state.firstMoment()[i];
      }
      weights[i] -= (float) (rate * direction);
    }
    state = new OptimizerState(state.firstMoment(), state.secondMoment(), state.steps() + 1);
    return new StepResult(loss, batch.size(), Math.sqrt(norm));
  }

  @Override
  public StepResult evaluate(List<TrainingExample> batch) {
    return new StepResult(pass(batch, new double[weights.length]), batch.size(), 0);
  }

  private double pass(List<TrainingExample> batch, double[] gradient) {
    double loss = 0;
    for (TrainingExample example : batch) {
      Random noise = new Random(example.key() + example.epoch());
      double[] input = new double[weights.length];
      double predicted = 0;
      double target = 0;
      for (int i = 0; i < input.length; i++) {
        input[i] = example.signal()[i] + 0.1 * noise.nextGaussian();
        predicted += weights[i] * input[i];
        target += Math.abs(example.signal()[i]) / input.length + example.signal()[i];
      }
      double error = predicted - target;
      loss += error * error / 2 / batch.size();
      for (int i = 0; i < input.length; i++) {
        gradient[i] += error * input[i] / batch.size();
      }
    }
    return loss;
  }

  @Override
  public void close() {}
}
