package org.ecgnat.model.cost;

import org.ecgnat.model.attention.BandPlan;
import org.ecgnat.model.training.Objective;

/**
 * Counts the arrays of one window in a pre-training step, operation by operation in the order in
 * which the network runs them: those that were prepared, and those that autograd keeps for an
 * operation that reads them. Each is counted where it is made; all others are closed before the
 * step goes on.
 *
 * <ul>
 *   <li>Convolution, linear map and batched product keep their inputs; layer normalisation its
 *       input and the mean and deviation of each token; GELU and the square their input; softmax
 *       its output; the maximum over tokens both.
 *   <li>Addition, padding, concatenation, copies into another order, means and products with a
 *       constant keep nothing.
 * </ul>
 */
final class StepArrays {
  /** Mean and deviation of a token, which layer normalisation keeps. */
  private static final long STATISTICS = 2;

  private final Geometry geometry;
  private long saved;

  private StepArrays(Geometry geometry) {
    this.geometry = geometry;
  }

  /** Those of masked reconstruction. */
  static long reconstruction(Geometry geometry) {
    StepArrays arrays = new StepArrays(geometry);
    arrays.hiding();
    arrays.encoder();
    arrays.decoder();
    arrays.loss();
    return Float.BYTES * arrays.saved;
  }

  /**
   * Those of the regression of a beat.
   *
   * @param geometry of a view
   * @param regression views and beats
   */
  static long regression(Geometry geometry, Objective.BeatRegression regression) {
    StepArrays arrays = new StepArrays(geometry);
    arrays.view(regression.augmentation().leadDropout() > 0);
    arrays.encoder();
    arrays.beat((long) geometry.leads() * regression.beatSamples());
    return (long) regression.augmentation().views() * Float.BYTES * arrays.saved;
  }

  private static long values(Geometry.Stage stage) {
    return (long) stage.tokens() * stage.channels();
  }

  /** The prepared signal, the mask, and what it leaves of the signal for the stem. */
  private void hiding() {
    saved += geometry.last().tokens() + geometry.samples();
    view(true);
  }

  /** The prepared signal, and what the stem reads where that is another one. */
  private void view(boolean changed) {
    long signal = (long) geometry.leads() * geometry.samples();
    saved += changed ? 2 * signal : signal;
  }

  private void encoder() {
    stem();
    Geometry.Stage before = null;
    for (Geometry.Stage stage : geometry.stages()) {
      if (before != null) {
        // the convolution's output; its input is the last block's
        saved += values(stage);
        norm(stage);
      }
      stage.plans().forEach(plan -> block(stage, plan));
      before = stage;
    }
    norm(geometry.last());
  }

  private void stem() {
    saved += (long) geometry.stemChannels() * geometry.stemPlaces();
    saved += values(geometry.first());
    norm(geometry.first());
  }

  /** The output, which whatever follows a norm reads, and the statistics. */
  private void norm(Geometry.Stage stage) {
    saved += values(stage) + STATISTICS * stage.tokens();
  }

  private void block(Geometry.Stage stage, BandPlan plan) {
    long values = values(stage);
    norm(stage);
    attention(stage, plan);
    // the sum with the block's input
    saved += values;
    norm(stage);
    saved += 2L * geometry.mlpRatio() * values;
    saved += values;
  }

  /** Queries, the keys and values of every block, the weights, and what the projection reads. */
  private void attention(Geometry.Stage stage, BandPlan plan) {
    long heads = stage.channels() / geometry.headDimension();
    long places = (long) plan.groups() * plan.places();
    saved += places * stage.channels();
    saved += 2 * places / plan.queries() * plan.keys() * stage.channels();
    saved += heads * places * plan.keys();
    saved += values(stage);
  }

  private void decoder() {
    saved += 2 * values(geometry.last());
  }

  /** The errors and the weight of each unit and lead. */
  private void loss() {
    long units = geometry.last().tokens();
    saved += units * geometry.valuesPerUnit() + units * geometry.leads();
  }

  /**
   * The maxima and where they were, the pooled features, these normalised, the beat with what is
   * known of it and its weights, and its errors.
   *
   * @param values of all leads
   */
  private void beat(long values) {
    long channels = geometry.stages().stream().mapToLong(Geometry.Stage::channels).sum();
    saved += channels + 2 * 2 * channels + STATISTICS + 2 * values + 2L * geometry.leads();
  }
}
