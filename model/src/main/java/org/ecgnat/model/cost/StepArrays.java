package org.ecgnat.model.cost;

import org.ecgnat.model.attention.BandPlan;
import org.ecgnat.model.training.Objective;

/**
 * Counts the arrays of one window in a pre-training step, operation by operation in the order in
 * which the network runs them. Each is counted where it is made: as saved if autograd keeps it for
 * an operation that reads it, else as passing, which only its handle keeps.
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
  private long passing;

  private StepArrays(Geometry geometry) {
    this.geometry = geometry;
  }

  /** Those of masked reconstruction. */
  static StepMemory reconstruction(Geometry geometry) {
    StepArrays arrays = new StepArrays(geometry);
    arrays.hiding();
    arrays.encoder();
    arrays.decoder();
    arrays.loss();
    return arrays.memory(1);
  }

  /**
   * Those of the regression of a beat.
   *
   * @param geometry of a view
   * @param regression views and beats
   */
  static StepMemory regression(Geometry geometry, Objective.BeatRegression regression) {
    StepArrays arrays = new StepArrays(geometry);
    arrays.view(regression.augmentation().leadDropout() > 0);
    arrays.encoder();
    arrays.beat((long) geometry.leads() * regression.beatSamples());
    return arrays.memory(regression.augmentation().views());
  }

  private StepMemory memory(int times) {
    return new StepMemory(
        (long) times * Float.BYTES * saved, (long) times * Float.BYTES * (saved + passing));
  }

  private static long values(Geometry.Stage stage) {
    return (long) stage.tokens() * stage.channels();
  }

  /** Mask, its complement, the signal, its visible and its hidden part, and their sum. */
  private void hiding() {
    long samples = geometry.samples();
    long signal = geometry.leads() * samples;
    long units = geometry.last().tokens();
    Chain mask = new Chain();
    mask.add(units);
    mask.add(coveredSamples());
    mask.addIf(coveredSamples() < samples, samples);
    mask.end();
    passing += 2 * samples + 3 * signal;
    saved += signal;
  }

  private long coveredSamples() {
    return (long) geometry.last().tokens() * geometry.valuesPerUnit() / geometry.leads();
  }

  /** The signal, which the stem reads, or what is left of it beside lost leads. */
  private void view(boolean leadsAreLost) {
    long signal = (long) geometry.leads() * geometry.samples();
    passing += leadsAreLost ? 2 * signal + 4L * geometry.leads() : 0;
    saved += signal;
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
    branch(values);
    norm(stage);
    saved += 2L * geometry.mlpRatio() * values;
    branch(values);
  }

  /** What a branch gives, possibly scaled, and its sum with the input, which a norm reads. */
  private void branch(long values) {
    passing += geometry.branchesScaled() ? 2 * values : values;
    saved += values;
  }

  private void attention(Geometry.Stage stage, BandPlan plan) {
    long values = values(stage);
    long channels = stage.channels();
    long heads = channels / geometry.headDimension();
    long grouped = channels * plan.groups() * plan.longest();
    long placed = channels * plan.groups() * plan.places();
    boolean grouping = plan.groups() > 1;
    boolean missing = grouped > values;

    Chain keyValue = new Chain();
    keyValue.add(3 * values);
    // heads before tokens: with one head a view
    keyValue.addIf(heads > 1, 3 * values);
    keyValue.addIf(missing, 2 * grouped);
    keyValue.addIf(grouping, 2 * grouped);
    keyValue.addIf(plan.halo() > 0, 2 * placed / plan.queries() * plan.keys());
    keyValue.end();

    Chain query = new Chain();
    query.add(values);
    query.addIf(missing, grouped);
    query.addIf(grouping, grouped);
    query.addIf(placed > grouped, placed);
    query.end();

    Chain scores = new Chain();
    for (int step = 0; step < 3; step++) {
      scores.add(heads * plan.groups() * plan.places() * plan.keys());
    }
    scores.end();

    Chain output = new Chain();
    output.add(placed);
    output.addIf(grouping, grouped);
    output.addIf(heads > 1 || placed > values, values);
    output.end();
  }

  private void decoder() {
    saved += 2 * values(geometry.last());
    passing += (long) geometry.last().tokens() * geometry.valuesPerUnit();
  }

  /**
   * Targets (centred, squared, divided), errors, their squares, and six numbers a unit and lead.
   */
  private void loss() {
    long signal = (long) geometry.last().tokens() * geometry.valuesPerUnit();
    long unitsOfLeads = (long) geometry.last().tokens() * geometry.leads();
    passing += 4 * signal + 6 * unitsOfLeads;
    saved += signal + unitsOfLeads;
  }

  /**
   * Means, maxima, both together and normalised; the beat, what it is compared with before and
   * after it is scaled, errors and their squares; three numbers a lead.
   *
   * @param values of all leads
   */
  private void beat(long values) {
    long channels = geometry.stages().stream().mapToLong(Geometry.Stage::channels).sum();
    passing += channels + 4 * values + 2L * geometry.leads();
    saved += channels + 2 * 2 * channels + STATISTICS + values + geometry.leads();
  }

  /** Arrays that are made from each other and need not be kept, except for the last. */
  private final class Chain {
    private long newest;

    void add(long values) {
      passing += newest;
      newest = values;
    }

    void addIf(boolean happens, long values) {
      if (happens) {
        add(values);
      }
    }

    void end() {
      saved += newest;
    }
  }
}
