package org.ecgnat.model.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Phase;
import org.ecgnat.model.layers.Temporaries;

/** Trains a {@link Network} with an {@link Optimizer}: every array of a step ends with it. */
public final class NetworkTrainer implements Trainer {

  private final NDManager manager;
  private final Network network;
  private final OptimizerConfig config;
  private final LearningRateSchedule schedule;
  private final ParameterVector weights;
  private final List<Integer> trainable;
  private final Optimizer optimizer;

  /**
   * Binds a network's parameters to arrays on a device and gives them their initial values.
   *
   * @param spec how to train
   * @param network not yet bound to arrays
   * @param device where to compute
   */
  public NetworkTrainer(TrainerSpec spec, Network network, Device device) {
    NativeHeap.keepFreedMemory();
    this.network = network;
    config = spec.optimizer();
    schedule = LearningRateSchedule.of(config);
    manager = NDManager.newBaseManager(device, "PyTorch");
    ParameterLayout layout = layout(network);
    weights = new ParameterVector(manager, layout);
    weights.write(initialWeights(network, spec.seed()));
    trainable = new ArrayList<>();
    for (int i = 0; i < layout.parameters().size(); i++) {
      NamedParameter parameter = network.parameters().get(i);
      parameter.bind(weights.arrays().get(i));
      if (parameter.trained()) {
        trainable.add(i);
      }
    }
    Autograd.track(trainableArrays());
    List<ParameterRule> rules =
        ParameterRule.of(layout, config, spec.encoder().stageWidths().size());
    optimizer =
        switch (config.kind()) {
          case "adamw" -> new AdamW(manager, layout, config, rules);
          case "sgd" -> new Sgd(layout, rules);
          default ->
              throw new IllegalArgumentException(
                  "Optimizer \"" + config.kind() + "\" is neither adamw nor sgd");
        };
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public ParameterLayout layout() {
    return weights.layout();
  }

  @Override
  public float[] weights() {
    return weights.read();
  }

  @Override
  public void loadWeights(float[] values) {
    weights.write(values);
  }

  @Override
  public OptimizerState optimizerState() {
    return optimizer.state();
  }

  @Override
  public void loadOptimizerState(OptimizerState state) {
    optimizer.load(state);
  }

  @Override
  public PreparedStep prepare(List<TrainingExample> batch) {
    NDManager work = manager.newSubManager();
    try {
      return new Step(work, network.prepare(work, batch, Phase.TRAINING), batch.size());
    } catch (RuntimeException | Error e) {
      work.close();
      throw e;
    }
  }

  /** A step whose batch lies in a manager of its own. */
  private final class Step implements PreparedStep {
    private final NDManager work;
    private final ForwardPass pass;
    private final int examples;

    Step(NDManager work, ForwardPass pass, int examples) {
      this.work = work;
      this.pass = pass;
      this.examples = examples;
    }

    @Override
    public StepResult take(long scheduleStep, double rateFactor) {
      try {
        double loss =
            Autograd.recording(
                () -> {
                  NDArray mean = Temporaries.closed(pass::loss);
                  Autograd.backward(mean);
                  return (double) mean.getFloat();
                });
        List<NDArray> gradients = gradients(work);
        double norm = globalNorm(gradients);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
          throw new DivergedException(
              ("At step %d the loss is %s and the gradient's norm %s: lower the learning rate, or"
                      + " clip the gradient's norm")
                  .formatted(scheduleStep, loss, norm));
        }
        update(gradients, rateFactor * schedule.rate(scheduleStep), norm);
        return new StepResult(loss, examples, norm);
      } finally {
        Autograd.clearGradients(trainableArrays());
      }
    }

    @Override
    public void close() {
      work.close();
    }
  }

  @Override
  public StepResult evaluate(List<TrainingExample> batch) {
    try (NDManager work = manager.newSubManager()) {
      ForwardPass pass = network.prepare(work, batch, Phase.EVALUATION);
      double loss =
          Autograd.withoutRecording(() -> (double) Temporaries.closed(pass::loss).getFloat());
      return new StepResult(loss, batch.size(), 0);
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private List<NDArray> gradients(NDManager work) {
    List<NDArray> gradients = new ArrayList<>();
    for (int index : trainable) {
      NDArray parameter = weights.arrays().get(index);
      // a parameter that this batch did not reach decays and ages like one with a zero gradient
      gradients.add(
          Autograd.gradient(work, parameter).orElseGet(() -> work.zeros(parameter.getShape())));
    }
    return gradients;
  }

  private void update(List<NDArray> gradients, double learningRate, double norm) {
    boolean clip = config.clipNorm() > 0 && norm > config.clipNorm();
    double scale = clip ? config.clipNorm() / norm : 1;
    optimizer.beginStep();
    for (int i = 0; i < gradients.size(); i++) {
      int index = trainable.get(i);
      optimizer.update(index, weights.arrays().get(index), gradients.get(i), learningRate, scale);
    }
  }

  /** The root of the sum of squares of all gradients, read from the device once. */
  private static double globalNorm(List<NDArray> gradients) {
    NDList norms = new NDList();
    gradients.forEach(gradient -> norms.add(gradient.norm().reshape(new Shape(1))));
    double sum = 0;
    for (float norm : NDArrays.concat(norms).toFloatArray()) {
      sum += (double) norm * norm;
    }
    return Math.sqrt(sum);
  }

  private List<NDArray> trainableArrays() {
    return trainable.stream().map(weights.arrays()::get).toList();
  }

  /** The layout of a network's weights. */
  public static ParameterLayout layout(Network network) {
    List<NamedParameter> parameters = network.parameters();
    return ParameterLayout.of(
        parameters.stream().map(NamedParameter::name).toList(),
        parameters.stream().map(NamedParameter::shape).toList());
  }

  /** A network's weights before the first step, {@code (parameters)}. */
  public static float[] initialWeights(Network network, long seed) {
    ParameterLayout layout = layout(network);
    float[] weights = new float[layout.size()];
    for (int i = 0; i < layout.parameters().size(); i++) {
      float[] values = network.parameters().get(i).initialValues(seed);
      System.arraycopy(values, 0, weights, layout.parameters().get(i).offset(), values.length);
    }
    return weights;
  }
}
