package org.ecgnat.jobs.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What one source contributes, as the command line or a file of sources states it.
 *
 * @param source a name of {@code conf/sources/} or a YAML file
 * @param inputs folders or main files, any Hadoop paths
 * @param labels the labels file, or empty for the one the source expects beside its recordings
 */
public record SourceInput(
    @JsonProperty String source, @JsonProperty List<String> inputs, @JsonProperty String labels) {

  /**
   * A file of several sources.
   *
   * @param sources at least one
   */
  public record Several(@JsonProperty List<SourceInput> sources) {

    /** Refuses an empty list. */
    public Several {
      if (sources == null || sources.isEmpty()) {
        throw new IllegalArgumentException(
            "it needs the key sources, a list with source and inputs of each");
      }
      sources = List.copyOf(sources);
    }
  }

  /** Replaces absent labels, refuses absent inputs. */
  public SourceInput {
    if (source == null || source.isBlank() || inputs == null || inputs.isEmpty()) {
      throw new IllegalArgumentException("each of its sources needs the keys source and inputs");
    }
    inputs = List.copyOf(inputs);
    labels = labels == null ? "" : labels;
  }
}
