package org.ecgnat.model.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.ecgnat.model.layers.NamedParameter;
import org.ecgnat.model.layers.Phase;

/**
 * A network with what it minimises, as a {@link Trainer} sees it. Its parameters must have been
 * given their arrays ({@link NamedParameter#bind}) before the first loss. It keeps nothing from one
 * call to the next but constants, which live in the parameters' manager; its forward passes run on
 * one thread at a time.
 */
public interface Network {

  /** All parameters, in the order of the flat vector of weights. */
  List<NamedParameter> parameters();

  /**
   * Makes ready what the loss of a batch is computed from. May run on another thread than the
   * forward pass, which computes the mean loss over the batch's examples. Every random number is
   * keyed by the examples' keys and epochs, so the loss does not depend on how the examples are
   * spread over batches, except for what compares examples with each other (the contrastive part).
   *
   * @param manager owns the batch's arrays and every array that is made on the way; the caller
   *     closes it after the step
   * @param batch the examples, all of one length
   * @param phase in {@link Phase#EVALUATION} masks are drawn as in training, but augmentation,
   *     dropout and stochastic depth are off
   */
  ForwardPass prepare(NDManager manager, List<TrainingExample> batch, Phase phase);
}
