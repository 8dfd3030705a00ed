package org.ecgnat.model.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.layers.Temporaries;

/**
 * Supervised contrastive loss (Khosla et al., NeurIPS 2020, equation 2, "outside" sum): embeddings
 * of examples that share labels shall be closer than others. For anchor i with weights w over its
 * positives, the loss is −Σⱼ wᵢⱼ log softmaxⱼ≠ᵢ(zᵢ·zⱼ/τ) / Σⱼ wᵢⱼ; the mean is over the anchors
 * that have a positive, and 0 where none has.
 */
public final class SupervisedContrastiveLoss {
  private static final float SELF = -1e9F;

  private final double temperature;

  /**
   * For one temperature.
   *
   * @param temperature τ, positive
   */
  public SupervisedContrastiveLoss(double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("Temperature " + temperature + " is not positive");
    }
    this.temperature = temperature;
  }

  /**
   * The loss, a scalar.
   *
   * @param embeddings {@code (n, width)} of unit length
   * @param positives {@code n × n} weights, row-major; the diagonal does not count
   */
  public NDArray loss(NDArray embeddings, float[] positives) {
    NDManager manager = embeddings.getManager();
    int n = Math.toIntExact(embeddings.getShape().get(0));
    float[] self = new float[n * n];
    float[] shares = shares(positives, n);
    for (int i = 0; i < n; i++) {
      self[i * n + i] = SELF;
    }
    Shape square = new Shape(n, n);
    NDArray similarities =
        embeddings
            .matMul(embeddings.transpose())
            .mul(Temporaries.kept(manager.create((float) (1 / temperature))))
            .add(Temporaries.kept(manager.create(self, square)));
    return similarities
        .logSoftmax(1)
        .mul(Temporaries.kept(manager.create(shares, square)))
        .sum()
        .neg();
  }

  /** What each pair's log probability counts for. */
  private static float[] shares(float[] positives, int n) {
    double[] totals = new double[n];
    int anchors = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        totals[i] += i == j ? 0 : positives[i * n + j];
      }
      anchors += totals[i] > 0 ? 1 : 0;
    }
    float[] shares = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (i != j && totals[i] > 0) {
          shares[i * n + j] = (float) (positives[i * n + j] / totals[i] / anchors);
        }
      }
    }
    return shares;
  }
}
