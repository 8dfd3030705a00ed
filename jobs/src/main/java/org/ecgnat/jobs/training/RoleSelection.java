package org.ecgnat.jobs.training;

import java.util.Set;
import java.util.TreeSet;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/**
 * Every window whose recording plays one of some roles, without targets.
 *
 * @param split gives the roles
 * @param roles those that take part
 */
public record RoleSelection(Split split, Set<Split.Role> roles) implements WindowSelection {

  /** Copies the set. */
  public RoleSelection {
    roles = Set.copyOf(roles);
  }

  @Override
  public boolean selects(CorpusWindow window) {
    return roles.contains(split.role(window.source(), window.fold()));
  }

  @Override
  public WindowTargets targets(CorpusWindow window) {
    return WindowTargets.NONE;
  }

  @Override
  public String id() {
    return "roles " + new TreeSet<>(roles) + " of " + split;
  }
}
