package org.ecgnat.jobs.training;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/**
 * Every window whose recording plays one of some roles, without labels.
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
  public Optional<Targets> select(CorpusWindow window) {
    return roles.contains(split.role(window.source(), window.fold()))
        ? Optional.of(new Targets(new float[0], new float[0]))
        : Optional.empty();
  }

  @Override
  public String id() {
    return "roles " + new TreeSet<>(roles) + " of " + split;
  }
}
