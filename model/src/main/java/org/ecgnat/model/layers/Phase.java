package org.ecgnat.model.layers;

/** What a pass through the network is for. */
public enum Phase {
  /** Augmentation, dropout and stochastic depth are on. */
  TRAINING,
  /** They are off. */
  EVALUATION
}
