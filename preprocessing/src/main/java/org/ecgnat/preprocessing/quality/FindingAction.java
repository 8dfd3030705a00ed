package org.ecgnat.preprocessing.quality;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a recipe does about findings of one code. */
public enum FindingAction {
  /** The finding is stored and nothing else happens: the default. */
  @JsonProperty("keep")
  KEEP,
  /**
   * What a {@code severe} finding spoils is put right or becomes absent, as {@link
   * FindingCode#repair()} says; a second, {@code info} finding tells of it.
   */
  @JsonProperty("repair")
  REPAIR,
  /**
   * A {@code severe} finding of a lead leaves out its window, and a recording without a window left
   * is set aside; a {@code severe} finding of a recording sets it aside.
   */
  @JsonProperty("set-aside")
  SET_ASIDE
}
