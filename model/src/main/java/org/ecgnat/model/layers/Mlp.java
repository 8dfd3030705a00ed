package org.ecgnat.model.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Two linear maps with a GELU between them: {@code (…, inputs)} to {@code (…, outputs)}. */
public final class Mlp extends NetworkBlock {
  private final Linear first;
  private final Linear second;

  /**
   * Declares the linear maps {@code 0} and {@code 2}.
   *
   * @param inputs channels in
   * @param hidden channels between
   * @param outputs channels out
   */
  public Mlp(int inputs, int hidden, int outputs) {
    first = addChildBlock("0", new Linear(inputs, hidden));
    second = addChildBlock("2", new Linear(hidden, outputs));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return second.apply(first.apply(input, pass).getNDArrayInternal().gelu(), pass);
  }

  @Override
  protected Shape outputShape(Shape input) {
    return second.getOutputShapes(new Shape[] {input})[0];
  }
}
