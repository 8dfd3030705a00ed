package org.ecgnat.jobs.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Of which recordings beats are measured. */
public enum MeasurementMode {
  /** Of all; where the recipe's signal cannot be measured, it is conditioned a second time. */
  @JsonProperty("always")
  ALWAYS,
  /** Where the recipe's own signal can be measured. */
  @JsonProperty("diagnostic")
  DIAGNOSTIC,
  /** Of none. */
  @JsonProperty("never")
  NEVER
}
