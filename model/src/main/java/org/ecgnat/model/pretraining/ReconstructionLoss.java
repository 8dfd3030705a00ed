package org.ecgnat.model.pretraining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.ecgnat.model.layers.Axes;
import org.ecgnat.model.layers.Temporaries;

/**
 * Mean square error on hidden units of present leads. The target of a unit of a lead is (x − mean)
 * / √(variance + floor²) over its samples, as masked autoencoders normalise patches (He et al.,
 * CVPR 2022); the floor keeps the flat line from being blown up to noise.
 */
public final class ReconstructionLoss {
  private static final int[] SAMPLES = {3};

  private final int samplesPerUnit;
  private final double varianceFloor;

  /** What the weights of all hidden units and leads add up to 1 over. */
  public enum Normalization {
    /** The batch: every hidden unit of every present lead counts the same. */
    BATCH,
    /**
     * Each example, and examples count the same: a batch's loss is then the mean of its parts',
     * whichever way it is divided among workers.
     */
    EXAMPLE
  }

  /**
   * For one length of units.
   *
   * @param samplesPerUnit samples a unit
   * @param varianceFloor in units of the signal, 0.1
   */
  public ReconstructionLoss(int samplesPerUnit, double varianceFloor) {
    this.samplesPerUnit = samplesPerUnit;
    this.varianceFloor = varianceFloor;
  }

  /**
   * The weight of each unit and lead, {@code batch × units × leads}: mask · presence · lead weight,
   * divided so that they add up to 1.
   *
   * @param masks {@code [batch][units]}, 1 where hidden
   * @param present {@code [batch][leads]}, 1 where the lead is present
   * @param leadWeights {@code [leads]}
   * @param normalization over what
   */
  public static float[] weights(
      float[][] masks, float[][] present, float[] leadWeights, Normalization normalization) {
    int units = masks[0].length;
    int leads = leadWeights.length;
    double[] total = new double[masks.length];
    double batchTotal = 0;
    for (int b = 0; b < masks.length; b++) {
      double ofUnits = 0;
      for (float hidden : masks[b]) {
        ofUnits += hidden;
      }
      double ofLeads = 0;
      for (int lead = 0; lead < leads; lead++) {
        ofLeads += present[b][lead] * leadWeights[lead];
      }
      total[b] = ofUnits * ofLeads;
      batchTotal += total[b];
    }
    float[] weights = new float[masks.length * units * leads];
    int at = 0;
    for (int b = 0; b < masks.length; b++) {
      double divisor = normalization == Normalization.BATCH ? batchTotal : total[b] * masks.length;
      for (int unit = 0; unit < units; unit++) {
        for (int lead = 0; lead < leads; lead++) {
          double weight = masks[b][unit] * present[b][lead] * leadWeights[lead];
          weights[at++] = divisor > 0 ? (float) (weight / divisor) : 0;
        }
      }
    }
    return weights;
  }

  /**
   * The targets of all units, {@code (batch, units, leads, samples a unit)}; samples after the last
   * whole unit have none.
   *
   * @param signal {@code (batch, leads, samples)}
   */
  public NDArray targets(NDArray signal) {
    Shape shape = signal.getShape();
    long units = shape.get(2) / samplesPerUnit;
    NDManager manager = signal.getManager();
    NDArray cut =
        Axes.slice(signal, 2, 0, units * samplesPerUnit)
            .reshape(shape.get(0), shape.get(1), units, samplesPerUnit)
            .transpose(0, 2, 1, 3);
    NDArray centred = cut.sub(cut.mean(SAMPLES, true));
    NDArray floor = Temporaries.kept(manager.create((float) (varianceFloor * varianceFloor)));
    return centred.div(centred.square().mean(SAMPLES, true).add(floor).sqrt());
  }

  /**
   * The loss, a scalar.
   *
   * @param prediction {@code (batch, units, leads, samples a unit)}
   * @param signal {@code (batch, leads, samples)}, before anything was hidden
   * @param weights {@code (batch, units, leads)}, adding up to 1
   */
  public NDArray loss(NDArray prediction, NDArray signal, NDArray weights) {
    NDArray errors = prediction.sub(targets(signal)).square().mean(SAMPLES, false);
    return errors.mul(weights).sum();
  }
}
