package org.ecgnat.jobs.training;

import java.io.Serializable;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/** Which windows of a corpus take part, and what is to be told from them. */
public sealed interface WindowSelection extends Serializable
    permits RoleSelection, BeatSelection, LabelledSelection {

  /** Whether a window takes part; its signal is not looked at and need not be there. */
  boolean selects(CorpusWindow window);

  /** The targets of a window that takes part; may look at its signal. */
  WindowTargets targets(CorpusWindow window);

  /** Tells selections apart within a process. */
  String id();
}
