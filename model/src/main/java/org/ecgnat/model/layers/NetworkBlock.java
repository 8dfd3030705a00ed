package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A DJL block of this network. It adds to DJL's blocks dotted parameter names, an initialisation
 * for each parameter, and {@link #apply}, which passes one array on without DJL's lists: the way
 * that blocks call each other.
 */
public abstract class NetworkBlock extends AbstractBlock {
  /** DJL puts a two-digit number before the name of a child. */
  private static final int CHILD_NUMBER_DIGITS = 2;

  private final Map<String, Initialization> initializations = new LinkedHashMap<>();
  private final Set<String> statistics = new HashSet<>();

  /** For subclasses. */
  protected NetworkBlock() {}

  /**
   * The block's output. Every other array that was made for it is closed at once: libtorch then
   * keeps only what the way back needs, and the next block finds that memory warm.
   *
   * @param input as the subclass says
   * @param pass where parameter values come from
   */
  public final NDArray apply(NDArray input, Pass pass) {
    return Temporaries.closed(() -> compute(input, pass));
  }

  /**
   * Computes the block's output.
   *
   * @param input as the subclass says
   * @param pass where parameter values come from
   * @return a new array
   */
  protected abstract NDArray compute(NDArray input, Pass pass);

  /**
   * The shape of the output.
   *
   * @param input the shape of the input
   */
  protected abstract Shape outputShape(Shape input);

  /** Declares a parameter of this block. */
  protected final Parameter parameter(String name, Initialization initialization, long... shape) {
    initializations.put(name, initialization);
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optShape(new Shape(shape))
            .optRequiresGrad(false)
            .build());
  }

  /** Declares an array of this block that is part of the weights but has no gradient. */
  protected final Parameter statistic(String name, Initialization initialization, long... shape) {
    statistics.add(name);
    return parameter(name, initialization, shape);
  }

  /**
   * All parameters of this block and the blocks in it, its own first, then those of each child in
   * the order of declaration.
   */
  public final List<NamedParameter> namedParameters() {
    List<NamedParameter> result = new ArrayList<>();
    collect("", result);
    return List.copyOf(result);
  }

  private void collect(String prefix, List<NamedParameter> into) {
    initializations.forEach(
        (name, initialization) ->
            into.add(
                new NamedParameter(
                    prefix + name,
                    parameters.get(name),
                    initialization,
                    !statistics.contains(name))));
    for (Pair<String, Block> child : children) {
      String name = child.getKey().substring(CHILD_NUMBER_DIGITS);
      ((NetworkBlock) child.getValue()).collect(prefix + name + ".", into);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray input = inputs.head();
    return new NDList(apply(input, Pass.of(store, input.getDevice())));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {outputShape(inputShapes[0])};
  }

  /** Parameters have their shapes from the start: children need nothing from the input's. */
  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    for (Block child : children.values()) {
      child.initialize(manager, dataType, inputShapes);
    }
  }
}
