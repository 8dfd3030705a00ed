package org.ecgnat.preprocessing.window;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a window's values are divided by, after each lead's mean is removed. */
public enum Standardisation {
  /** Each present lead by its own standard deviation over its valid samples. */
  @JsonProperty("per-lead")
  PER_LEAD,
  /** All leads by one standard deviation over the valid samples of all present leads. */
  @JsonProperty("per-record")
  PER_RECORD,
  /** Nothing: millivolts stay millivolts. */
  @JsonProperty("fixed-gain")
  FIXED_GAIN
}
