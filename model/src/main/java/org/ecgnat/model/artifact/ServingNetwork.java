package org.ecgnat.model.artifact;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.List;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.classification.EcgClassifier;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.preprocessing.codec.DecodedWindow;

/** The network of a model directory, and windows as it takes them. */
final class ServingNetwork {

  private ServingNetwork() {}

  /**
   * Makes the network and binds it to the directory's weights. That of an encoder alone has a head
   * without meaning.
   *
   * @param manager owns the arrays
   */
  static EcgClassifier load(ModelDirectory directory, NDManager manager) throws IOException {
    ModelDescription description = directory.description();
    int classes = description.task().map(task -> task.classes().size()).orElse(1);
    EcgClassifier classifier =
        new EcgClassifier(description.encoder(), classes, 0, description.crops());
    SafeTensors weights = directory.weights();
    for (NamedParameter parameter : classifier.namedParameters()) {
      boolean stored =
          description.task().isPresent() || parameter.name().startsWith(Trainers.ENCODER_PREFIX);
      Tensor.Floats values =
          stored
              ? weights.floats(parameter.name())
              : new Tensor.Floats(parameter.shape(), parameter.initialValues(0));
      if (!values.shape().equals(parameter.shape())) {
        throw new ModelFormatException(
            "Tensor %s of %s has the shape %s, the architecture needs %s"
                .formatted(parameter.name(), directory.path(), values.shape(), parameter.shape()));
      }
      parameter.bind(manager.create(values.values(), new Shape(values.shape())));
    }
    return classifier;
  }

  /**
   * The signals {@code (windows, leads, samples)} and which leads are present {@code (windows,
   * leads)}.
   *
   * @param manager owns both arrays
   * @throws IllegalArgumentException where a window is not of the encoder's rate and length
   */
  static NDList inputs(NDManager manager, EncoderConfig encoder, List<DecodedWindow> windows) {
    int leads = encoder.leads();
    int size = leads * encoder.samples();
    float[] signals = new float[windows.size() * size];
    float[] present = new float[windows.size() * leads];
    for (int i = 0; i < windows.size(); i++) {
      DecodedWindow window = windows.get(i);
      if (window.samples() != encoder.samples()
          || window.samplingRateHz() != (float) encoder.samplingRateHz()) {
        throw new IllegalArgumentException(
            "A window of %d samples at %s Hz for a model of %d at %s Hz: condition it by the model's recipe"
                .formatted(
                    window.samples(),
                    window.samplingRateHz(),
                    encoder.samples(),
                    encoder.samplingRateHz()));
      }
      System.arraycopy(window.signal(), 0, signals, i * size, size);
      for (int lead = 0; lead < leads; lead++) {
        present[i * leads + lead] = window.leadMask() >> lead & 1;
      }
    }
    return new NDList(
        manager.create(signals, new Shape(windows.size(), leads, encoder.samples())),
        manager.create(present, new Shape(windows.size(), leads)));
  }
}
