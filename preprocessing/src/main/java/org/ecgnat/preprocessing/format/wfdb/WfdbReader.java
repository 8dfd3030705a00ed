package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Makes recordings of WFDB records: of the signals that are one of the twelve leads. Others are
 * skipped, and so are signal files that hold no others. Leads of different rates are brought to the
 * highest ({@link CommonRate}).
 */
public final class WfdbReader implements RecordingReader {
  static final String EXTENSION = ".hea";

  @Override
  public String format() {
    return "wfdb";
  }

  /**
   * The name decides: an unreadable {@code .hea} file is set aside with a reason, not overlooked.
   */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    return fileName.length() > EXTENSION.length()
        && fileName.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException, IOException {
    WfdbRecord record =
        WfdbRecord.read(
            main, mainName, siblings, line -> Lead.parse(line.description()).isPresent());
    Map<Lead, WfdbSignal> leads = leads(record);
    CommonRate rate = CommonRate.of(leads.values());
    boolean standardised = options.unitRule() == UnitRule.STANDARDISED;
    float[][] signal = new float[leads.size()][];
    int row = 0;
    for (WfdbSignal lead : leads.values()) {
      double scale = standardised ? 1 : Calibration.millivoltsPerUnit(lead.line());
      signal[row++] = rate.bring(lead.values(scale), lead.line().samplesPerFrame());
    }
    boolean calibrated =
        !standardised && leads.values().stream().allMatch(WfdbSignal::isCalibrated);
    WfdbHeader header = record.header();
    return List.of(
        new EcgRecording(
            mainName.substring(0, mainName.length() - EXTENSION.length()),
            rate.samplingRateHz(),
            List.copyOf(leads.keySet()),
            signal,
            calibrated ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN,
            Optional.empty(),
            HeaderComments.patient(header.comments()),
            header.recordedAt(),
            HeaderComments.labels(header.comments(), options.headerCodes()),
            AcquisitionContext.UNKNOWN,
            record.files()));
  }

  /** The standard leads that have samples. */
  private static Map<Lead, WfdbSignal> leads(WfdbRecord record)
      throws UnreadableRecordingException {
    if (record.signals().isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "No signal of the record is named as one of the twelve leads");
    }
    Map<Lead, WfdbSignal> leads = new EnumMap<>(Lead.class);
    for (WfdbSignal signal : record.signals()) {
      Lead lead = Lead.parse(signal.name()).orElseThrow();
      if (signal.hasSamples() && leads.put(lead, signal) != null) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER,
            "Signal " + signal.line().number() + " repeats lead " + lead.label());
      }
    }
    if (leads.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_SIGNAL, "No signal file of the record holds samples of a standard lead");
    }
    return leads;
  }
}
