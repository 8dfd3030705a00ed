package org.ecgnat.jobs.duplicates;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The recordings that a corpus holds twice: the object that {@code corpus --duplicates --json}
 * prints.
 *
 * @param version version of the windows table
 * @param recordings recordings that were searched
 * @param windows their windows
 * @param equal pairs of recordings with equal windows
 * @param near pairs whose heartbeats are the same and whose samples are not
 * @param acrossFolds pairs in different folds, which leak from training into testing
 * @param acrossPatients pairs under different patients
 * @param comparisons sketches that were compared
 * @param correlations pairs of windows that were correlated
 * @param pairs those across folds first, then those across patients, then the most alike; at most
 *     {@value DuplicateSearch#LISTED}
 */
@JsonPropertyOrder({
  "version",
  "recordings",
  "windows",
  "equal",
  "near",
  "acrossFolds",
  "acrossPatients",
  "comparisons",
  "correlations",
  "pairs"
})
public record DuplicateReport(
    long version,
    long recordings,
    long windows,
    long equal,
    long near,
    long acrossFolds,
    long acrossPatients,
    long comparisons,
    long correlations,
    List<Pair> pairs) {

  /** Copies the list. */
  public DuplicateReport {
    pairs = List.copyOf(pairs);
  }

  /** How two recordings are alike. */
  public enum Kind {
    /** A window of one equals a window of the other, sample by sample. */
    EQUAL,
    /** The heartbeats are the same, the samples are not. */
    NEAR
  }

  /**
   * A recording of a pair, named as the corpus stores it.
   *
   * @param source its source
   * @param recordKey its key
   * @param mainFile its main file
   * @param patient whose it is
   * @param fold 1–10
   */
  public record Side(String source, String recordKey, String mainFile, String patient, int fold) {}

  /**
   * Two recordings of the same heartbeats.
   *
   * @param kind how they are alike
   * @param correlation of the worst of the leads that were compared, −1 to 1
   * @param shiftSeconds by how much the same heartbeat comes later in the second
   * @param overlapSeconds over which the correlation was taken
   * @param acrossFolds whether their folds differ
   * @param acrossPatients whether their patients differ
   * @param first the one whose source and key sort first
   * @param second the other
   */
  public record Pair(
      Kind kind,
      double correlation,
      double shiftSeconds,
      double overlapSeconds,
      boolean acrossFolds,
      boolean acrossPatients,
      Side first,
      Side second) {}
}
