package org.ecgnat.jobs.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.cli.UserException;

/** The rounds of another run, to be gone through by as many workers with as many steps each. */
final class Replay {
  private final Map<Integer, RoundReport> rounds;

  private Replay(List<RoundReport> rounds) {
    this.rounds = rounds.stream().collect(Collectors.toMap(RoundReport::round, report -> report));
  }

  /** No other run: every round is this run's own. */
  static Replay none() {
    return new Replay(List.of());
  }

  /**
   * Reads what another run noted down.
   *
   * @param directory of the other run
   * @throws UserException where it holds no rounds
   */
  static Replay of(Configuration hadoop, String directory) {
    List<RoundReport> found = RunLog.read(new RunFiles(hadoop, directory));
    if (found.isEmpty()) {
      throw new UserException(
          "Cannot replay "
              + directory
              + ": it has no "
              + RunLog.FILE
              + " with rounds; give the directory of a run");
    }
    return new Replay(found);
  }

  /** What is known of a round. */
  Optional<RoundReport> round(int round) {
    return Optional.ofNullable(rounds.get(round));
  }
}
