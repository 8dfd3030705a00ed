package org.ecgnat.preprocessing.quality;

import java.util.Random;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Copies of recordings with one thing wrong, made from the definitions and not by the code tested.
 */
final class Perturbations {
  private Perturbations() {}

  /** What an exchange of the arms' electrodes records: I inverted, II as III, aVR as aVL. */
  static EcgRecording arms(EcgRecording recording) {
    float[][] x = copy(recording);
    float[] one = x[Lead.I.ordinal()];
    for (int i = 0; i < one.length; i++) {
      one[i] = -one[i];
    }
    swap(x, Lead.II, Lead.III);
    swap(x, Lead.AVR, Lead.AVL);
    return with(recording, x);
  }

  /** Right arm and left leg: I is −III, II is −II, III is −I. */
  static EcgRecording rightArmAndLeftLeg(EcgRecording recording) {
    return limbs(
        recording, row(recording, Lead.III, -1), row(recording, Lead.II, -1), new float[0]);
  }

  /** Left arm and left leg: I and II stand for each other, III is inverted. */
  static EcgRecording leftArmAndLeftLeg(EcgRecording recording) {
    return limbs(recording, row(recording, Lead.II, 1), row(recording, Lead.I, 1), new float[0]);
  }

  /**
   * Right arm and right leg. The legs have nearly one potential, so II is next to nothing and
   * Wilson's terminal moves by a third of what II was.
   */
  static EcgRecording rightArmAndLeg(EcgRecording recording) {
    return limbs(
        recording,
        row(recording, Lead.III, -1),
        nothing(recording),
        row(recording, Lead.II, -1 / 3f));
  }

  /** Left arm and right leg: III is next to nothing, I is II. */
  static EcgRecording leftArmAndLeg(EcgRecording recording) {
    float[] two = row(recording, Lead.II, 1);
    float[] one = nothing(recording);
    for (int i = 0; i < one.length; i++) {
      one[i] = two[i] - one[i];
    }
    return limbs(recording, one, two, row(recording, Lead.III, -1 / 3f));
  }

  /** The chest leads in another order, 0 being V1. */
  static EcgRecording chest(EcgRecording recording, int... order) {
    float[][] x = copy(recording);
    for (int i = 0; i < order.length; i++) {
      x[Lead.V1.ordinal() + i] = row(recording, Lead.STANDARD.get(Lead.V1.ordinal() + order[i]), 1);
    }
    return with(recording, x);
  }

  /** White noise of 5 µV, which an amplifier makes. */
  private static float[] nothing(EcgRecording recording) {
    Random random = new Random(11);
    float[] row = new float[recording.samples()];
    for (int i = 0; i < row.length; i++) {
      row[i] = (float) (0.005 * random.nextGaussian());
    }
    return row;
  }

  private static float[] row(EcgRecording recording, Lead lead, float factor) {
    float[] row = recording.lead(lead).orElseThrow().clone();
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
    return row;
  }

  /** All limb leads from two; what the chest leads change by, or nothing. */
  private static EcgRecording limbs(
      EcgRecording recording, float[] one, float[] two, float[] terminal) {
    float[][] x = copy(recording);
    for (int i = 0; i < one.length; i++) {
      x[Lead.I.ordinal()][i] = one[i];
      x[Lead.II.ordinal()][i] = two[i];
      x[Lead.III.ordinal()][i] = two[i] - one[i];
      x[Lead.AVR.ordinal()][i] = -(one[i] + two[i]) / 2;
      x[Lead.AVL.ordinal()][i] = one[i] - two[i] / 2;
      x[Lead.AVF.ordinal()][i] = two[i] - one[i] / 2;
    }
    for (int row = Lead.V1.ordinal(); row < Lead.COUNT; row++) {
      for (int i = 0; i < terminal.length; i++) {
        x[row][i] += terminal[i];
      }
    }
    return with(recording, x);
  }

  static EcgRecording swapped(EcgRecording recording, Lead one, Lead other) {
    float[][] x = copy(recording);
    swap(x, one, other);
    return with(recording, x);
  }

  static EcgRecording scaled(EcgRecording recording, float factor) {
    float[][] x = copy(recording);
    for (float[] row : x) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= factor;
      }
    }
    return with(recording, x);
  }

  /** A sine of an amplitude in one lead. */
  static EcgRecording sine(EcgRecording recording, Lead lead, double hz, double millivolts) {
    float[][] x = copy(recording);
    float[] row = x[lead.ordinal()];
    for (int i = 0; i < row.length; i++) {
      double turn = 2 * Math.PI * hz * i / recording.samplingRateHz();
      row[i] += (float) (millivolts * Math.sin(turn + 0.7));
    }
    return with(recording, x);
  }

  static EcgRecording noise(EcgRecording recording, Lead lead, double rmsMillivolts, long seed) {
    float[][] x = copy(recording);
    Random random = new Random(seed);
    float[] row = x[lead.ordinal()];
    for (int i = 0; i < row.length; i++) {
      row[i] += (float) (rmsMillivolts * random.nextGaussian());
    }
    return with(recording, x);
  }

  /** A jump that decays with 3.2 s, the time constant of a high-pass at 0.05 Hz. */
  static EcgRecording pop(EcgRecording recording, Lead lead, double millivolts) {
    float[][] x = copy(recording);
    float[] row = x[lead.ordinal()];
    int at = row.length / 2;
    for (int i = at; i < row.length; i++) {
      double seconds = (i - at) / recording.samplingRateHz();
      row[i] += (float) (millivolts * Math.exp(-seconds / 3.2));
    }
    return with(recording, x);
  }

  static EcgRecording spike(EcgRecording recording, Lead lead, int at, float millivolts) {
    float[][] x = copy(recording);
    x[lead.ordinal()][at] += millivolts;
    return with(recording, x);
  }

  static EcgRecording flat(EcgRecording recording, Lead lead, double seconds) {
    float[][] x = copy(recording);
    int from = x[0].length / 3;
    int to = from + (int) (seconds * recording.samplingRateHz());
    java.util.Arrays.fill(x[lead.ordinal()], from, to, x[lead.ordinal()][from]);
    return with(recording, x);
  }

  /** Cut at a part of its largest and smallest value, as a converter of too small a range does. */
  static EcgRecording rails(EcgRecording recording, Lead lead, float part) {
    float[][] x = copy(recording);
    float[] row = x[lead.ordinal()];
    float most = 0;
    float least = 0;
    for (float value : row) {
      most = Math.max(most, value);
      least = Math.min(least, value);
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(part * least, Math.min(part * most, row[i]));
    }
    return with(recording, x);
  }

  static EcgRecording duplicated(EcgRecording recording, Lead from, Lead to, float factor) {
    float[][] x = copy(recording);
    for (int i = 0; i < x[0].length; i++) {
      x[to.ordinal()][i] = factor * x[from.ordinal()][i];
    }
    return with(recording, x);
  }

  private static void swap(float[][] x, Lead one, Lead other) {
    float[] row = x[one.ordinal()];
    x[one.ordinal()] = x[other.ordinal()];
    x[other.ordinal()] = row;
  }

  private static float[][] copy(EcgRecording recording) {
    float[][] x = new float[Lead.COUNT][];
    for (Lead lead : Lead.STANDARD) {
      x[lead.ordinal()] = recording.lead(lead).orElseThrow().clone();
    }
    return x;
  }

  private static EcgRecording with(EcgRecording recording, float[][] x) {
    return EcgRecording.ofSignal(
        recording.recordKey(), recording.samplingRateHz(), Lead.STANDARD, x);
  }
}
