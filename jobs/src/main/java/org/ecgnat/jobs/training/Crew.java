package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who works in a round.
 *
 * @param workers that the lanes are dealt to
 * @param steps that each of those who take part takes at most, by worker
 * @param deadlineSeconds after which nobody begins a step; 0 for none
 */
record Crew(int workers, SortedMap<Integer, Integer> steps, double deadlineSeconds)
    implements Serializable {

  /** Everybody. */
  static Crew of(int workers, LoopSettings loop) {
    return new Crew(
        workers,
        IntStream.range(0, workers)
            .boxed()
            .collect(Collectors.toMap(w -> w, w -> loop.localSteps(), (a, b) -> a, TreeMap::new)),
        loop.faults().deadlineSeconds());
  }

  /** Those who worked in a round of another run, each with the steps that it took there. */
  static Crew of(RoundReport recorded) {
    Map<Integer, Integer> steps =
        recorded.participants().stream()
            .collect(
                Collectors.toMap(RoundReport.Participant::worker, RoundReport.Participant::steps));
    return new Crew(recorded.workers(), new TreeMap<>(steps), 0);
  }

  /** Those who take part, in order. */
  List<Integer> participants() {
    return List.copyOf(steps.keySet());
  }
}
