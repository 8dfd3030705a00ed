package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Optional;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/** Which windows of a corpus take part, and what they are to be recognised as. */
public sealed interface WindowSelection extends Serializable
    permits RoleSelection, LabelledSelection {

  /**
   * Looks at a window; its signal is not read.
   *
   * @return its targets, with empty arrays in training without labels; or empty where it takes no
   *     part
   */
  Optional<Targets> select(CorpusWindow window);

  /** Tells selections apart within a process. */
  String id();
}
