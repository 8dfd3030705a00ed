package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Section 3: which leads there are and when each was recorded (EN 1064, 5.6).
 *
 * @param leads in the order in which sections 5 and 6 store them
 * @param subtracted whether the reference beat was subtracted from the rhythm data
 */
record LeadTable(List<StoredLead> leads, boolean subtracted) {
  private static final int LEAD_BYTES = 9;
  private static final int SUBTRACTION_FLAG = 1;

  /** Lead identification codes (EN 1064, table 5) of the standard leads; 65 is −aVR. */
  private static final Map<Integer, Lead> STANDARD =
      Map.ofEntries(
          Map.entry(1, Lead.I),
          Map.entry(2, Lead.II),
          Map.entry(3, Lead.V1),
          Map.entry(4, Lead.V2),
          Map.entry(5, Lead.V3),
          Map.entry(6, Lead.V4),
          Map.entry(7, Lead.V5),
          Map.entry(8, Lead.V6),
          Map.entry(61, Lead.III),
          Map.entry(62, Lead.AVR),
          Map.entry(63, Lead.AVL),
          Map.entry(64, Lead.AVF),
          Map.entry(65, Lead.AVR));

  private static final int MINUS_AVR = 65;

  /**
   * A lead as it is stored.
   *
   * @param code the standard's number of the lead
   * @param first number of its first sample on the clock of the recording, which begins with 1
   * @param samples how many samples it has
   */
  record StoredLead(int code, long first, long samples) {

    /** Which of the twelve leads it is, if any. */
    Optional<Lead> standard() {
      return Optional.ofNullable(STANDARD.get(code));
    }

    /** −1 for a lead that is stored upside down. */
    int sign() {
      return code == MINUS_AVR ? -1 : 1;
    }

    /** The number of the sample after the last one. */
    long end() {
      return first + samples;
    }
  }

  /** Reads the section. */
  static LeadTable parse(ScpSection section) throws UnreadableRecordingException {
    int count = section.u8();
    int flags = section.u8();
    if (count == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The SCP-ECG record has no leads");
    }
    section.need((long) count * LEAD_BYTES);
    List<StoredLead> leads = new ArrayList<>(count);
    for (int lead = 1; lead <= count; lead++) {
      long first = section.u32();
      long last = section.u32();
      if (last < first) {
        throw ScpRecord.fault(
            "lead " + lead + " of section 3 ends at sample " + last + ", before " + first);
      }
      // some writers count from 0 and name the end, not the last sample
      long samples = first == 0 ? last : last - first + 1;
      leads.add(new StoredLead(section.u8(), Math.max(1, first), samples));
    }
    return new LeadTable(leads, (flags & SUBTRACTION_FLAG) != 0);
  }
}
