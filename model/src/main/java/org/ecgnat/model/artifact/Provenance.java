package org.ecgnat.model.artifact;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from. Holds no path and no name of a person or a machine.
 *
 * @param created ISO-8601 time
 * @param corpusId the table id of the windows it was trained on
 * @param corpusVersion the version of that table
 * @param seeds by purpose
 * @param versions of code and libraries, by name
 * @param configuration the effective configuration of the run
 */
public record Provenance(
    String created,
    String corpusId,
    long corpusVersion,
    Map<String, Long> seeds,
    Map<String, String> versions,
    Map<String, Object> configuration) {

  /** Copies the maps, sorted. */
  public Provenance {
    seeds = Collections.unmodifiableMap(new TreeMap<>(seeds));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
  }
}
