package org.ecgnat.model.cost;

import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.pretraining.BeatHead;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;

/**
 * What the regression of median beats adds to masked reconstruction.
 *
 * @param parameters of the head
 * @param multiplyAdds of a forward pass of one window's views, through the encoder and the head
 * @param stepBytes memory that the views of one window leave occupied, counted like {@link
 *     NetworkCost#stepBytes}
 */
public record BeatRegressionCost(long parameters, long multiplyAdds, long stepBytes) {

  /**
   * Counts for an architecture; needs no native library.
   *
   * @param regression one that is wanted
   * @throws IllegalArgumentException if a view is shorter than a token of the last stage
   */
  public static BeatRegressionCost of(EcgNatConfig config, Objective.BeatRegression regression) {
    int samples = new Crops(regression.viewSamples(), 1).length(config.samples());
    Geometry view = Geometry.of(config, samples);
    long head = (long) config.features() * config.leads() * regression.beatSamples();
    return new BeatRegressionCost(
        NetworkCost.parameters(new BeatHead(config, regression.beatSamples())),
        regression.augmentation().views() * (MultiplyAdds.of(view).encoder() + head),
        StepArrays.regression(view, regression));
  }
}
