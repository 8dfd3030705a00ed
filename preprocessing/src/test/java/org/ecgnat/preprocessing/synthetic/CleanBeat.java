package org.ecgnat.preprocessing.synthetic;

import java.util.List;
import org.ecgnat.preprocessing.recording.Lead;

/** Measures a conducted beat on its samples, knowing nothing of the kernels it was made of. */
final class CleanBeat {
  private static final double RATE_HZ = 1000;
  private static final double BEFORE_SECONDS = 0.06;
  private static final double AFTER_SECONDS = 0.26;
  private static final double CALM_SHARE = 0.07;
  private static final int CALM_MILLISECONDS = 16;

  private final double[][] leads;
  private final int onset;
  private final int end;

  private CleanBeat(double[][] leads) {
    this.leads = leads;
    double[] steepness = new double[leads[0].length];
    int steepest = 0;
    for (int i = 1; i < steepness.length; i++) {
      for (double[] lead : leads) {
        steepness[i] = Math.max(steepness[i], Math.abs(lead[i] - lead[i - 1]));
      }
      steepest = steepness[i] > steepness[steepest] ? i : steepest;
    }
    // QRS reaches from the steepest place to where it stays calm for a while
    double calm = CALM_SHARE * steepness[steepest];
    onset = edge(steepness, steepest, -1, calm);
    end = edge(steepness, steepest, 1, calm);
  }

  private static int edge(double[] steepness, int from, int step, double calm) {
    int last = from;
    for (int i = from; i >= 0 && i < steepness.length; i += step) {
      if (steepness[i] > calm) {
        last = i;
      } else if (Math.abs(i - last) > CALM_MILLISECONDS) {
        break;
      }
    }
    return last;
  }

  static CleanBeat of(Plan plan) {
    List<Wave> waves = plan.conducted().waves(60 / plan.rhythm().heartRatePerMinute());
    int samples = (int) ((BEFORE_SECONDS + AFTER_SECONDS) * RATE_HZ);
    double[][] electrodes = new double[Electrode.COUNT][samples];
    for (Wave wave : waves) {
      HeartSignal.addWave(electrodes, RATE_HZ, plan.torso(), wave, BEFORE_SECONDS);
    }
    return new CleanBeat(LeadSystem.leads(electrodes));
  }

  double qrsSeconds() {
    return (end - onset) / RATE_HZ;
  }

  /** Mean between two times from the QRS onset. */
  double netMillivolts(Lead lead, double fromSeconds, double toSeconds) {
    int first = (int) ((BEFORE_SECONDS + fromSeconds) * RATE_HZ);
    int last = (int) ((BEFORE_SECONDS + toSeconds) * RATE_HZ);
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += leads[lead.ordinal()][i];
    }
    return sum / (last - first + 1);
  }
}
