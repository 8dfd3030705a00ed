package org.ecgnat.model.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.layers.Temporaries;

/** Cross-entropy in which classes that a source never assessed count for nothing. */
public enum CrossEntropy {
  /** One of the classes: softmax over the assessed ones. */
  SOFTMAX {
    @Override
    public NDArray loss(NDArray logits, float[][] targets, float[][] known) {
      NDManager manager = logits.getManager();
      int classes = targets[0].length;
      float[] unassessed = new float[targets.length * classes];
      float[] weights = new float[targets.length * classes];
      for (int i = 0; i < targets.length; i++) {
        for (int c = 0; c < classes; c++) {
          boolean assessed = known[i][c] > 0;
          unassessed[i * classes + c] = assessed ? 0 : UNASSESSED;
          weights[i * classes + c] = assessed ? -targets[i][c] / targets.length : 0;
        }
      }
      Shape shape = new Shape(targets.length, classes);
      return logits
          .add(Temporaries.kept(manager.create(unassessed, shape)))
          .logSoftmax(1)
          .mul(Temporaries.kept(manager.create(weights, shape)))
          .sum();
    }
  },
  /** Any number of the classes: a sigmoid each, mean over classes. */
  SIGMOID {
    @Override
    public NDArray loss(NDArray logits, float[][] targets, float[][] known) {
      NDManager manager = logits.getManager();
      int classes = targets[0].length;
      float[] weights = new float[targets.length * classes];
      float[] signs = new float[targets.length * classes];
      for (int i = 0; i < targets.length; i++) {
        for (int c = 0; c < classes; c++) {
          weights[i * classes + c] = known[i][c] > 0 ? 1F / (targets.length * classes) : 0;
          signs[i * classes + c] = 1 - 2 * targets[i][c];
        }
      }
      Shape shape = new Shape(targets.length, classes);
      // log(1 + exp(−x)) where the class is present, log(1 + exp(x)) where it is not
      return logits
          .mul(Temporaries.kept(manager.create(signs, shape)))
          .getNDArrayInternal()
          .softPlus()
          .mul(Temporaries.kept(manager.create(weights, shape)))
          .sum();
    }
  };

  private static final float UNASSESSED = -1e9F;

  /**
   * The mean over examples, a scalar.
   *
   * @param logits {@code (n, classes)}
   * @param targets {@code [n][classes]}, 1 where the class is present
   * @param known {@code [n][classes]}, 1 where the class was assessed
   */
  public abstract NDArray loss(NDArray logits, float[][] targets, float[][] known);
}
