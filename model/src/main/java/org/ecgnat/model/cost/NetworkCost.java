package org.ecgnat.model.cost;

import java.util.List;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.pretraining.MaskedAutoencoder;

/**
 * What an ECG-NAT architecture costs; {@link BeatRegressionCost} comes on top where pre-training
 * regresses median beats. Counting needs no native library.
 *
 * @param encoderParameters of the encoder alone
 * @param autoencoderParameters of the masked autoencoder around it
 * @param multiplyAdds of a forward pass of one window
 * @param stepBytes memory that the forward pass of a step of masked reconstruction leaves occupied
 *     for one window, all leads present, until the backward pass has used it; whatever a batch
 *     needs once, such as weights, gradients, position bias and mask, is not in it
 * @param stages from the first to the last
 */
public record NetworkCost(
    long encoderParameters,
    long autoencoderParameters,
    MultiplyAdds multiplyAdds,
    long stepBytes,
    List<StageCost> stages) {

  /** Copies the list. */
  public NetworkCost {
    stages = List.copyOf(stages);
  }

  /**
   * Counts for an architecture.
   *
   * @throws IllegalArgumentException if a window is shorter than a token of the last stage
   */
  public static NetworkCost of(EcgNatConfig config) {
    Geometry geometry = Geometry.of(config);
    MaskedAutoencoder autoencoder = new MaskedAutoencoder(config);
    return new NetworkCost(
        parameters(autoencoder.encoder()),
        parameters(autoencoder),
        MultiplyAdds.of(geometry),
        StepArrays.reconstruction(geometry),
        geometry.stages().stream()
            .map(
                stage ->
                    new StageCost(
                        stage.tokens(),
                        stage.channels(),
                        stage.plans().size(),
                        stage.windowSeconds()))
            .toList());
  }

  /** The number of an encoder's parameters, whichever its architecture. */
  public static long encoderParameters(EncoderConfig config) {
    return parameters(config.build());
  }

  static long parameters(NetworkBlock network) {
    return network.namedParameters().stream()
        .mapToLong(named -> named.parameter().getShape().size())
        .sum();
  }
}
