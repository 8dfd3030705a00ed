package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.ecgnat.jobs.training.averaging.FlatVector;
import org.ecgnat.model.training.OptimizerState;

/** What becomes of a worker's optimizer state between two rounds. Used within tasks. */
interface WorkerMoments extends Serializable {

  /**
   * What is handed on.
   *
   * @param vectors to be averaged over the workers
   * @param files written into the run directory, by path relative to it
   */
  record Kept(List<FlatVector> vectors, Map<String, CheckpointManifest.Entry> files) {
    static final Kept NOTHING = new Kept(List.of(), Map.of());
  }

  /** What a worker begins a round with. */
  OptimizerState before(RoundStart start, int worker);

  /** Takes what it has at the end. */
  Kept after(RoundStart start, int worker, OptimizerState state);

  /** Every worker goes on with the mean of all. */
  record Averaged() implements WorkerMoments {
    @Override
    public OptimizerState before(RoundStart start, int worker) {
      return new OptimizerState(
          start.moments().get(0).values(), start.moments().get(1).values(), start.optimizerSteps());
    }

    @Override
    public Kept after(RoundStart start, int worker, OptimizerState state) {
      return new Kept(
          List.of(FlatVector.of(state.firstMoment()), FlatVector.of(state.secondMoment())),
          Map.of());
    }
  }

  /** Every round begins without. */
  record Reset() implements WorkerMoments {
    @Override
    public OptimizerState before(RoundStart start, int worker) {
      return OptimizerState.zeros(start.weights().length());
    }

    @Override
    public Kept after(RoundStart start, int worker, OptimizerState state) {
      return Kept.NOTHING;
    }
  }
}
