package org.ecgnat.jobs.training;

import java.io.Serializable;

/**
 * What a run bears. May change when it is resumed.
 *
 * @param droppedRounds a round whose loss is no number is dropped; more than so many end the run
 * @param rateCut factor on the learning rate after each dropped round
 * @param deadlineSeconds a worker begins no step that late in a round; 0 for no deadline
 * @param quorum part of the workers whose work makes a round where the others stay silent
 * @param leastWorkers where executors are fewer than the workers, a round has one worker for each
 *     of them, but at least so many; 0: always all, who take turns
 */
public record FaultSettings(
    int droppedRounds, double rateCut, double deadlineSeconds, double quorum, int leastWorkers)
    implements Serializable {

  /** Checks the numbers. */
  public FaultSettings {
    double any = Double.POSITIVE_INFINITY;
    Sections.within("loop.faults.droppedRounds", droppedRounds, 0, any);
    Sections.positive("loop.faults.rateCut", rateCut);
    Sections.within("loop.faults.deadlineSeconds", deadlineSeconds, 0, any);
    Sections.within("loop.faults.leastWorkers", leastWorkers, 0, any);
    if (rateCut > 1) {
      throw new IllegalArgumentException("loop.faults.rateCut is " + rateCut + "; give at most 1");
    }
    if (!(quorum > 0 && quorum <= 1)) {
      throw new IllegalArgumentException(
          "loop.faults.quorum is " + quorum + "; give more than 0 and at most 1");
    }
  }

  /** The least number of workers that make a round. */
  int least(int workers) {
    return (int) Math.ceil(quorum * workers - 1e-9);
  }
}
