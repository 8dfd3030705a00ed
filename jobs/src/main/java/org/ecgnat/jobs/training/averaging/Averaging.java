package org.ecgnat.jobs.training.averaging;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/**
 * How an experiment wants the workers' contributions to become the next weights.
 *
 * @param outer step of the driver along the workers' mean movement
 * @param rate of {@code nesterov}
 * @param momentum of {@code nesterov}
 * @param moments what becomes of the workers' moments of AdamW
 * @param deltas how movements travel
 * @param combine where they are combined
 */
public record Averaging(
    Outer outer, double rate, double momentum, Moments moments, Deltas deltas, Combine combine)
    implements Serializable {

  /** The step of the driver. */
  public enum Outer {
    /** Classic parameter averaging. */
    @JsonProperty("mean")
    MEAN,
    /** Nesterov momentum over rounds (DiLoCo). */
    @JsonProperty("nesterov")
    NESTEROV
  }

  /** What becomes of the moments between two rounds. */
  public enum Moments {
    /** Every worker goes on with their mean. */
    @JsonProperty("average")
    AVERAGE,
    /** Every round begins without. */
    @JsonProperty("reset")
    RESET,
    /** Every worker keeps its own, beside the checkpoints. */
    @JsonProperty("local")
    LOCAL
  }

  /** How a movement travels. */
  public enum Deltas {
    /** Single precision. */
    @JsonProperty("fp32")
    FP32,
    /** Half precision over a power of two. */
    @JsonProperty("fp16")
    FP16
  }

  /** Where contributions are combined. */
  public enum Combine {
    /** In slices where the driver would have to hold much otherwise. */
    @JsonProperty("auto")
    AUTO,
    /** All of them on the driver. */
    @JsonProperty("driver")
    DRIVER,
    /** In slices by Spark's executors: the driver holds the result alone. */
    @JsonProperty("slices")
    SLICES
  }

  /** Checks that every part is there and makes sense. */
  public Averaging {
    require("outer", outer, Outer.values());
    require("moments", moments, Moments.values());
    require("deltas", deltas, Deltas.values());
    require("combine", combine, Combine.values());
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new IllegalArgumentException("loop.averaging.rate is " + rate + "; give more than 0");
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "loop.averaging.momentum is " + momentum + "; give at least 0 and less than 1");
    }
  }

  private static void require(String key, Enum<?> value, Enum<?>[] all) {
    if (value == null) {
      throw new IllegalArgumentException(
          "key 'loop.averaging."
              + key
              + "' is missing; give one of "
              + Arrays.toString(all).toLowerCase(Locale.ROOT));
    }
  }

  /** The step of the driver. */
  public OuterStep outerStep() {
    return outer == Outer.MEAN ? OuterStep.MEAN : new OuterStep(rate, momentum);
  }

  /** A movement as it travels. */
  public FlatVector pack(float[] delta) {
    return deltas == Deltas.FP16 ? FlatVector.halves(delta) : FlatVector.of(delta);
  }
}
