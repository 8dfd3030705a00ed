package org.ecgnat.jobs.preprocess;

import java.util.List;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * What a run is asked to do.
 *
 * @param corpus directory, any Hadoop path
 * @param inputs by source, each source once
 * @param recipe what every window goes through
 * @param settings how it works
 * @param siteKeyFile file of the site key, or empty
 * @param mode whether anything is written
 */
public record PreprocessRequest(
    String corpus,
    List<SourceInput> inputs,
    ConditioningRecipe recipe,
    PreprocessSettings settings,
    String siteKeyFile,
    Mode mode) {

  /** Whether anything is written. */
  public enum Mode {
    /** Recordings are added to the corpus. */
    WRITE,
    /** Everything is read and conditioned, nothing written. */
    DRY_RUN
  }

  /** Copies the list. */
  public PreprocessRequest {
    inputs = List.copyOf(inputs);
  }
}
