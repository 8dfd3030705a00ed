package org.ecgnat.model;

import ai.djl.Device;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.ecgnat.model.classification.ClassificationNetwork;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.pretraining.PretrainingNetwork;
import org.ecgnat.model.training.Network;
import org.ecgnat.model.training.NetworkTrainer;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.Trainer;
import org.ecgnat.model.training.TrainerSpec;

/** Makes trainers, and says what their weights look like without one. */
public final class Trainers {

  /** What the names of an encoder's parameters start with. */
  public static final String ENCODER_PREFIX = "encoder.";

  private Trainers() {}

  /** The layout of the weights; needs no native library. */
  public static ParameterLayout layout(TrainerSpec spec) {
    return NetworkTrainer.layout(network(spec));
  }

  /**
   * The weights before the first step, {@code (parameters)}: the same on every machine, keyed by
   * the specification's seed and each parameter's name. Needs no native library.
   */
  public static float[] initialWeights(TrainerSpec spec) {
    return NetworkTrainer.initialWeights(network(spec), spec.seed());
  }

  /**
   * A trainer with the initial weights.
   *
   * @param gpuIndex the GPU to compute on; empty for the CPU
   */
  public static Trainer create(TrainerSpec spec, OptionalInt gpuIndex) {
    Device device = gpuIndex.isPresent() ? Device.gpu(gpuIndex.getAsInt()) : Device.cpu();
    return new NetworkTrainer(spec, network(spec), device);
  }

  /**
   * Copies an encoder's weights from one network into another's.
   *
   * @param from layout of the network that holds the encoder, such as a masked autoencoder's
   * @param weights its weights
   * @param to layout of the network that receives it
   * @param target its weights, of which those of the encoder are overwritten
   * @throws IllegalArgumentException where the encoders differ, naming the first difference
   */
  public static void transferEncoder(
      ParameterLayout from, float[] weights, ParameterLayout to, float[] target) {
    Map<String, ParameterLayout.Entry> sources = new HashMap<>();
    from.parameters().forEach(entry -> sources.put(entry.name(), entry));
    for (ParameterLayout.Entry entry : to.parameters()) {
      if (entry.name().startsWith(ENCODER_PREFIX)) {
        ParameterLayout.Entry source = sources.remove(entry.name());
        if (source == null || !source.shape().equals(entry.shape())) {
          throw new IllegalArgumentException(
              "The encoders differ: %s is %s here and %s there"
                  .formatted(
                      entry.name(), entry.shape(), source == null ? "absent" : source.shape()));
        }
        System.arraycopy(weights, source.offset(), target, entry.offset(), entry.size());
      }
    }
    sources.keySet().stream()
        .filter(name -> name.startsWith(ENCODER_PREFIX))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("The encoders differ: " + name + " is left over");
            });
  }

  private static Network network(TrainerSpec spec) {
    if (spec.objective() instanceof Objective.Reconstruction reconstruction) {
      if (spec.encoder() instanceof EcgNatConfig encoder) {
        return new PretrainingNetwork(encoder, reconstruction, spec.seed());
      }
      throw new IllegalArgumentException(
          "Only an ECG-NAT encoder can be pre-trained, not " + spec.encoder());
    }
    return new ClassificationNetwork(
        spec.encoder(), (Objective.Classification) spec.objective(), spec.seed());
  }
}
