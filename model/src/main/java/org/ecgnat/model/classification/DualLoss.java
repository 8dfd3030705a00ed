package org.ecgnat.model.classification;

import ai.djl.ndarray.NDArray;
import org.ecgnat.model.layers.Temporaries;
import org.ecgnat.model.training.Objective;

/** Cross-entropy plus λ times the supervised contrastive loss: what fine-tuning minimises. */
public final class DualLoss {
  private final CrossEntropy crossEntropy;
  private final SupervisedContrastiveLoss contrastive;
  private final Positives positives;
  private final double contrastiveWeight;

  /**
   * As an objective says.
   *
   * @param objective kind of labels, λ, temperature, positives
   */
  public DualLoss(Objective.Classification objective) {
    crossEntropy = objective.multiLabel() ? CrossEntropy.SIGMOID : CrossEntropy.SOFTMAX;
    contrastive = new SupervisedContrastiveLoss(objective.temperature());
    positives = Positives.of(objective.positives());
    contrastiveWeight = objective.contrastiveWeight();
  }

  /**
   * The cross-entropy alone, a scalar.
   *
   * @param logits {@code (n, classes)}
   * @param targets {@code [n][classes]}, 1 where the class is present
   * @param known {@code [n][classes]}, 1 where the class was assessed
   */
  public NDArray classification(NDArray logits, float[][] targets, float[][] known) {
    return crossEntropy.loss(logits, targets, known);
  }

  /**
   * Both parts, a scalar.
   *
   * @param logits {@code (n, classes)}
   * @param embeddings {@code (n, width)} of unit length
   * @param targets {@code [n][classes]}, 1 where the class is present
   * @param known {@code [n][classes]}, 1 where the class was assessed
   */
  public NDArray total(NDArray logits, NDArray embeddings, float[][] targets, float[][] known) {
    NDArray pull = contrastive.loss(embeddings, positives.weights(targets, known));
    NDArray weight = Temporaries.kept(pull.getManager().create((float) contrastiveWeight));
    return classification(logits, targets, known).add(pull.mul(weight));
  }
}
