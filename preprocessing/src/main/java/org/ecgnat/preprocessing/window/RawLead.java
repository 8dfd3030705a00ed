package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.signal.LimbLeads;

/**
 * A lead before conditioning.
 *
 * @param lead which
 * @param sources the two stored leads that it was derived from; empty where it is stored itself
 * @param samples {@code (samples)} at the recording's rate, NaN where missing
 */
record RawLead(Lead lead, List<Lead> sources, float[] samples) {

  /**
   * The leads of a recording in standard order, with the limb leads that two stored ones give. A
   * stored lead is never replaced, and nothing is derived where amplitudes are unknown.
   */
  static List<RawLead> of(EcgRecording recording) {
    List<RawLead> usableLimbs = new ArrayList<>();
    for (Lead lead : Lead.STANDARD) {
      Optional<float[]> samples = recording.lead(lead);
      if (lead.isLimb() && samples.isPresent() && !isConstant(samples.get())) {
        usableLimbs.add(new RawLead(lead, List.of(), samples.get()));
      }
    }
    boolean derives = recording.amplitude() == Amplitude.MILLIVOLTS && usableLimbs.size() >= 2;
    List<RawLead> result = new ArrayList<>();
    for (Lead lead : Lead.STANDARD) {
      Optional<float[]> stored = recording.lead(lead);
      if (stored.isPresent()) {
        result.add(new RawLead(lead, List.of(), stored.get()));
      } else if (derives && lead.isLimb()) {
        RawLead first = usableLimbs.get(0);
        RawLead second = usableLimbs.get(1);
        List<Lead> sources = List.of(first.lead, second.lead);
        result.add(
            new RawLead(
                lead, sources, LimbLeads.derive(lead, sources, first.samples, second.samples)));
      }
    }
    return result;
  }

  /** Whether nothing was recorded: no sample, or one value throughout. */
  static boolean isConstant(float[] samples) {
    float value = Float.NaN;
    for (float sample : samples) {
      if (Float.isFinite(sample)) {
        if (!Float.isNaN(value) && sample != value) {
          return false;
        }
        value = sample;
      }
    }
    return true;
  }
}
