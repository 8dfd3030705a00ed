package org.ecgnat.model.layers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One pass through the network: where parameter values come from, and what stochastic depth does to
 * each residual branch.
 */
public final class Pass {
  private final Function<Parameter, NDArray> values;
  private final List<NDArray> branchScales;
  private final Phase phase;
  private final Optional<Map<Object, NDArray>> derived;

  private Pass(
      Function<Parameter, NDArray> values,
      List<NDArray> branchScales,
      Phase phase,
      Optional<Map<Object, NDArray>> derived) {
    this.values = values;
    this.branchScales = branchScales;
    this.phase = phase;
    this.derived = derived;
  }

  /** A pass over the arrays that the parameters were bound to; every branch counts fully. */
  public static Pass overBoundArrays() {
    return new Pass(Parameter::getArray, List.of(), Phase.EVALUATION, Optional.empty());
  }

  /**
   * The same over arrays that never change: what follows from parameters alone is computed once, as
   * long as this one object makes every pass. Thread-safe; without differentiation.
   */
  public static Pass overFixedArrays() {
    return new Pass(
        Parameter::getArray, List.of(), Phase.EVALUATION, Optional.of(new ConcurrentHashMap<>()));
  }

  /**
   * A pass over a parameter store's mirror of the parameters; every branch counts fully.
   *
   * @param store DJL's store
   * @param device where the input is
   */
  public static Pass of(ParameterStore store, Device device) {
    return new Pass(
        // a mirror that the store makes now, within a block's computation, stays the store's
        parameter -> Temporaries.kept(store.getValue(parameter, device, false)),
        List.of(),
        Phase.EVALUATION,
        Optional.empty());
  }

  /**
   * The same for a training step, with a factor for each residual branch and example.
   *
   * @param scales an array {@code (batch, 1, 1)} a branch in the order of the network, 0 where the
   *     branch is dropped and 1 over the probability of keeping it elsewhere; empty where none is
   *     ever dropped
   */
  public Pass training(List<NDArray> scales) {
    return new Pass(values, List.copyOf(scales), Phase.TRAINING, Optional.empty());
  }

  /** Whether this is a training step. */
  public Phase phase() {
    return phase;
  }

  /** The value of a parameter. */
  public NDArray value(Parameter parameter) {
    return values.apply(parameter);
  }

  /**
   * An array that follows from parameters alone: kept where they never change, else computed anew.
   *
   * @param key tells it from all others of the network
   * @param owner closes it where it is kept
   * @param computation of it
   */
  public NDArray derived(Object key, NDManager owner, Supplier<NDArray> computation) {
    return derived
        .map(known -> known.computeIfAbsent(key, absent -> kept(owner, computation)))
        .orElseGet(computation);
  }

  private static NDArray kept(NDManager owner, Supplier<NDArray> computation) {
    NDArray array = Temporaries.kept(Temporaries.closed(computation));
    array.attach(owner);
    return array;
  }

  /**
   * The factor of a residual branch, {@code (batch, 1, 1)}; empty where it counts fully.
   *
   * @param branch its place in the network, from 0
   */
  public Optional<NDArray> branchScale(int branch) {
    return branchScales.isEmpty() ? Optional.empty() : Optional.of(branchScales.get(branch));
  }
}
