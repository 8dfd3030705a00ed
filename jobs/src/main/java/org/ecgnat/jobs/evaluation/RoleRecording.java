package org.ecgnat.jobs.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.jobs.corpus.RecordingKey;
import org.ecgnat.preprocessing.quality.QualityFinding;

/**
 * A recording that plays the role being scored.
 *
 * @param id which one
 * @param patientId whose, empty where unknown
 * @param recordedAt when, empty where unknown
 * @param targets what is true of it, empty where its labels do not say
 * @param reason why the corpus has no windows of it, empty where it has
 * @param detail what exactly is wrong with it, empty where nothing is
 * @param quality findings about it as a whole
 * @param synthetic whether a generator made it
 */
record RoleRecording(
    RecordingKey id,
    String patientId,
    Optional<Instant> recordedAt,
    Optional<Targets> targets,
    String reason,
    String detail,
    List<QualityFinding> quality,
    boolean synthetic) {

  boolean hasWindows() {
    return reason.isEmpty();
  }
}
