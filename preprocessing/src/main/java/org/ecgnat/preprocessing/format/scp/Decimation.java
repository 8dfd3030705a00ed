package org.ecgnat.preprocessing.format.scp;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.format.scp.BeatTable.Area;
import org.ecgnat.preprocessing.format.scp.BeatTable.Beat;
import org.ecgnat.preprocessing.format.scp.LeadTable.StoredLead;

/**
 * Bimodal compression of a lead (EN 1064, annex C): outside protected areas one value stands for
 * {@code factor} samples, and what is left of an area after the last whole group is stored as it
 * is.
 *
 * <p>Restoration joins the values by straight lines, the first and the last half group being flat,
 * and then smooths what was restored by a moving mean of three samples. The mean never reaches over
 * the border of a subtraction area, where the residual jumps.
 */
final class Decimation {
  private final int factor;
  private final StoredLead lead;
  private final List<Area> protectedAreas;
  private final List<Area> subtractionAreas;

  /**
   * @param factor samples for a value outside protected areas, 1 where none was dropped
   * @param lead the lead, whose first sample is index 0 of the arrays here
   * @param beats where the areas lie
   */
  Decimation(int factor, StoredLead lead, BeatTable beats) {
    this.factor = factor;
    this.lead = lead;
    this.protectedAreas = within(beats.protectedAreas());
    this.subtractionAreas =
        within(beats.beats().stream().filter(Beat::subtracted).map(Beat::subtraction).toList());
  }

  /** How many values the lead's samples were reduced to. */
  long storedValues() {
    long values = 0;
    long free = 0;
    for (Area area : protectedAreas) {
      values += reduced(area.first() - free) + area.last() - area.first() + 1;
      free = area.last() + 1;
    }
    return values + reduced(lead.samples() - free);
  }

  /**
   * Restores the samples.
   *
   * @param values {@link #storedValues} of them
   * @return all samples of the lead, in the unit of the values
   */
  double[] restore(int[] values) {
    double[] samples = new double[(int) lead.samples()];
    int value = 0;
    int free = 0;
    for (Area area : protectedAreas) {
      value = expand(values, value, samples, free, (int) area.first());
      for (int i = (int) area.first(); i <= area.last(); i++) {
        samples[i] = values[value++];
      }
      free = (int) area.last() + 1;
    }
    expand(values, value, samples, free, samples.length);
    return factor == 1 ? samples : smooth(samples);
  }

  private long reduced(long samples) {
    return samples / factor + samples % factor;
  }

  /** Fills the samples of an unprotected area; returns the next value's place. */
  private int expand(int[] values, int from, double[] samples, int start, int end) {
    int groups = (end - start) / factor;
    int grouped = groups * factor;
    int half = factor / 2;
    for (int i = 0; i < grouped; i++) {
      int behind = Math.max(0, i - half);
      int group = Math.min(behind / factor, groups - 1);
      int next = Math.min(group + 1, groups - 1);
      double step = (double) (values[from + next] - values[from + group]) / factor;
      samples[start + i] = values[from + group] + step * (behind % factor);
    }
    int value = from + groups;
    for (int i = start + grouped; i < end; i++) {
      samples[i] = values[value++];
    }
    return value;
  }

  private double[] smooth(double[] samples) {
    boolean[] fixed = new boolean[samples.length];
    for (Area area : protectedAreas) {
      for (int i = (int) area.first(); i <= area.last(); i++) {
        fixed[i] = true;
      }
    }
    for (Area area : subtractionAreas) {
      for (long border : new long[] {area.first(), area.last() + 1}) {
        for (long i = Math.max(0, border - 1); i <= border && i < samples.length; i++) {
          fixed[(int) i] = true;
        }
      }
    }
    double[] smoothed = samples.clone();
    for (int i = 1; i < samples.length - 1; i++) {
      if (!fixed[i]) {
        smoothed[i] = (samples[i - 1] + samples[i] + samples[i + 1]) / 3;
      }
    }
    return smoothed;
  }

  /** Areas from sample numbers to indices of this lead, cut to its ends. */
  private List<Area> within(List<Area> areas) {
    List<Area> inside = new ArrayList<>();
    for (Area area : areas) {
      long first = Math.max(0, area.first() - lead.first());
      long last = Math.min(lead.samples() - 1, area.last() - lead.first());
      if (first <= last) {
        inside.add(new Area(first, last));
      }
    }
    return inside;
  }
}
