package org.ecgnat.preprocessing.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.SourceFile;

/** Leads of a file whose layout its source declares, made into a recording. */
public final class LeadRows {
  private final Map<Lead, float[]> rows = new EnumMap<>(Lead.class);

  /**
   * The standard leads among names.
   *
   * @param names as they are declared or stand in the file
   * @return for each name its lead, or empty
   * @throws UnreadableRecordingException where none is a standard lead, or one comes twice
   */
  public static List<Optional<Lead>> named(List<String> names) throws UnreadableRecordingException {
    List<Optional<Lead>> leads = new ArrayList<>();
    for (String name : names) {
      Optional<Lead> lead = Lead.parse(name);
      if (lead.isPresent() && leads.contains(lead)) {
        throw new UnreadableRecordingException(
            Reason.UNREADABLE_HEADER, "Lead " + lead.get().label() + " is named twice");
      }
      leads.add(lead);
    }
    if (leads.stream().allMatch(Optional::isEmpty)) {
      throw new UnreadableRecordingException(
          Reason.NO_STANDARD_LEAD,
          "None of the "
              + names.size()
              + " columns or rows is named as one of the twelve leads; declare leads in the source"
              + " file");
    }
    return leads;
  }

  /**
   * Adds a lead, unless all its samples are missing: a file of fixed columns leaves those of an
   * absent lead empty.
   *
   * @param lead which
   * @param samples NaN where one is missing; not copied
   * @throws UnreadableRecordingException where one is beyond all bounds
   */
  public void add(Lead lead, float[] samples) throws UnreadableRecordingException {
    boolean held = false;
    for (int i = 0; i < samples.length; i++) {
      if (Float.isInfinite(samples[i])) {
        throw new UnreadableRecordingException(
            Reason.UNREADABLE_HEADER,
            "Sample " + (i + 1) + " of lead " + lead.label() + " is infinite");
      }
      held |= !Float.isNaN(samples[i]);
    }
    if (held) {
      rows.put(lead, samples);
    }
  }

  /**
   * The recording.
   *
   * @param key its record key
   * @param samplingRateHz its rate
   * @param unit what its numbers mean; they are converted already
   * @param options what the source says
   * @param patient who
   * @param file where it was read from
   * @throws UnreadableRecordingException where there is no signal, or its amplitude is not declared
   */
  public EcgRecording recording(
      String key,
      double samplingRateHz,
      DeclaredUnit unit,
      ReadOptions options,
      Patient patient,
      SourceFile file)
      throws UnreadableRecordingException {
    if (rows.isEmpty()) {
      throw new UnreadableRecordingException(Reason.NO_SIGNAL, "All samples are missing");
    }
    return new EcgRecording(
        key,
        samplingRateHz,
        List.copyOf(rows.keySet()),
        rows.values().toArray(float[][]::new),
        unit.amplitude(options.unitRule()),
        Optional.empty(),
        patient,
        Optional.empty(),
        List.of(),
        AcquisitionContext.UNKNOWN,
        List.of(file));
  }
}
