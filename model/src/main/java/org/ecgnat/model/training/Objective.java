package org.ecgnat.model.training;

import java.io.Serializable;
import java.util.List;

/** What a trainer minimises. */
public sealed interface Objective extends Serializable {

  /**
   * Masked reconstruction, and beside it the regression of each window's median beat.
   *
   * @param maskRatio fraction of units hidden
   * @param varianceFloor floor added in quadrature to a target's standard deviation, 0.1
   * @param beat the regression, whose loss is added
   */
  record Reconstruction(double maskRatio, double varianceFloor, BeatRegression beat)
      implements Objective {

    /** Reconstruction alone. */
    public Reconstruction(double maskRatio, double varianceFloor) {
      this(maskRatio, varianceFloor, BeatRegression.NONE);
    }
  }

  /**
   * Regression of a window's median beat from pooled features of augmented, unmasked views.
   *
   * @param weight factor on its loss; 0 for no regression and no head
   * @param scale what the beats are divided by, in units of the signal
   * @param beatSamples samples of a beat
   * @param viewSamples of the random piece of a window that a view shows; 0 for whole windows
   * @param augmentation what makes a view
   */
  record BeatRegression(
      double weight, double scale, int beatSamples, int viewSamples, Augmentation augmentation)
      implements Serializable {
    /** No regression. */
    public static final BeatRegression NONE =
        new BeatRegression(0, 1, 0, 0, new Augmentation(1, 0, 0, 0, 0, 0));

    /** Whether there is any. */
    public boolean wanted() {
      return weight > 0;
    }
  }

  /**
   * Cross-entropy plus λ times a supervised contrastive loss.
   *
   * @param classes class names in output order
   * @param multiLabel a sigmoid a class instead of a softmax
   * @param contrastiveWeight λ; 0 drops the projection head's loss
   * @param temperature of the contrastive loss
   * @param positives {@code jaccard} or {@code identical}
   * @param projectionWidth width of the contrastive embedding
   * @param dropout before the linear head
   * @param augmentation what makes a view
   * @param crops pieces of a window that are looked at
   */
  record Classification(
      List<String> classes,
      boolean multiLabel,
      double contrastiveWeight,
      double temperature,
      String positives,
      int projectionWidth,
      double dropout,
      Augmentation augmentation,
      Crops crops)
      implements Objective {

    /** Copies the list. */
    public Classification {
      classes = List.copyOf(classes);
    }
  }

  /**
   * How a window becomes a view. All draws are keyed by (seed, purpose, epoch, window).
   *
   * @param views views of each window in a batch
   * @param gain standard deviation of a lead's log gain
   * @param noise standard deviation of added white noise, in units of the signal
   * @param wander amplitude of added baseline wander, in units of the signal
   * @param shift largest circular shift in samples
   * @param leadDropout probability that a lead is hidden
   */
  record Augmentation(
      int views, double gain, double noise, double wander, int shift, double leadDropout)
      implements Serializable {}
}
