package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.quality.FindingAction;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.quality.LeadChecks;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.quality.QualityPolicy;
import org.ecgnat.preprocessing.quality.SampleRuns;
import org.ecgnat.preprocessing.quality.Severity;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Decides which leads are present in a window, from what was recorded: not those that are flat
 * throughout or missing more than the recipe allows, nor those that the recipe's policy takes out,
 * nor what is derived from either. Holds scratch space, so not thread-safe.
 */
final class WindowQuality {
  private final ConditioningRecipe recipe;
  private final QualityPolicy policy;
  private final LeadChecks checks;
  private final double rateHz;

  /**
   * @param checks for the recording's leads
   * @param rateHz of the recording
   */
  WindowQuality(ConditioningRecipe recipe, LeadChecks checks, double rateHz) {
    this.recipe = recipe;
    this.policy = recipe.findings().quality();
    this.checks = checks;
    this.rateHz = rateHz;
  }

  /**
   * The leads that are present.
   *
   * @param from first recorded sample of the window
   * @param to last one, exclusive
   * @param findings what is found is added
   */
  Map<Lead, Track> present(List<Track> tracks, int from, int to, List<QualityFinding> findings) {
    Map<Lead, SampleRuns> runs = new EnumMap<>(Lead.class);
    Map<Lead, List<QualityFinding>> disturbed = new EnumMap<>(Lead.class);
    Map<Lead, Boolean> usable = new EnumMap<>(Lead.class);
    for (Track track : tracks) {
      Lead lead = track.lead();
      SampleRuns samples =
          track.isComplete()
              ? SampleRuns.ofComplete(track.raw(), from, to, rateHz)
              : SampleRuns.scan(track.raw(), from, to, rateHz);
      List<QualityFinding> own = new ArrayList<>();
      if (track.sources().isEmpty() && samples.missing() < 1) {
        checks.check(lead, track.raw(), from, to, samples, own);
      }
      runs.put(lead, samples);
      disturbed.put(lead, own);
      usable.put(lead, isUsable(samples) && own.stream().noneMatch(this::takesOut));
    }
    Map<Lead, Track> present = new EnumMap<>(Lead.class);
    for (Track track : tracks) {
      Lead lead = track.lead();
      boolean here = usable.get(lead) && track.sources().stream().allMatch(usable::get);
      gaps(lead, runs.get(lead), here ? Severity.WARNING : Severity.SEVERE, findings);
      for (QualityFinding finding : disturbed.get(lead)) {
        findings.add(finding);
        if (takesOut(finding)) {
          findings.add(finding.repaired());
        }
      }
      if (here) {
        present.put(lead, track);
      }
    }
    return present;
  }

  private boolean isUsable(SampleRuns samples) {
    return samples.flat() < 1 && samples.missing() <= recipe.findings().maxMissingFraction();
  }

  private boolean takesOut(QualityFinding finding) {
    return policy.actions().entrySet().stream()
        .anyMatch(
            entry ->
                entry.getValue() == FindingAction.REPAIR
                    && entry.getKey().repair() == FindingCode.Repair.LEAD_ABSENT
                    && policy.repairs(entry.getKey(), finding));
  }

  private static void gaps(
      Lead lead, SampleRuns samples, Severity severity, List<QualityFinding> findings) {
    if (samples.missing() > 0) {
      findings.add(QualityFinding.of(FindingCode.MISSING, lead, severity, samples.missing()));
    }
    if (samples.flat() > 0 && samples.missing() < 1) {
      findings.add(QualityFinding.of(FindingCode.FLAT, lead, severity, samples.flat()));
    }
  }
}
