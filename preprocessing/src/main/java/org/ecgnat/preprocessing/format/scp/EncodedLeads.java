package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Sections 5 and 6: the values of all leads, one after the other (EN 1064, 5.8 and 5.9).
 *
 * @param section 5 for the reference beat, 6 for the rhythm
 * @param nanovolts what a unit of a value is
 * @param intervalMicroseconds time between two stored values outside protected areas
 * @param differences 0 for the samples themselves, 1 or 2 for their first or second differences
 * @param reduction byte 6: 1 where samples outside protected areas were dropped
 * @param leads the bytes of each lead
 */
record EncodedLeads(
    int section,
    int nanovolts,
    int intervalMicroseconds,
    int differences,
    int reduction,
    List<byte[]> leads) {

  /** More than this cannot be said in the two bytes of a lead's length. */
  static final int LONGEST_LEAD_BYTES = 65_534;

  /** Reads the section. */
  static EncodedLeads parse(ScpSection section, int leadCount) throws UnreadableRecordingException {
    int nanovolts = section.u16();
    int interval = section.u16();
    int differences = section.u8();
    int reduction = section.u8();
    if (nanovolts == 0) {
      throw new UnreadableRecordingException(
          UNKNOWN_UNIT,
          "Section " + section.id() + " of the SCP-ECG record states no amplitude of a unit");
    }
    if (interval == 0) {
      throw ScpRecord.fault("section " + section.id() + " states no time between samples");
    }
    if (differences > 2) {
      throw ScpRecord.fault(
          "section " + section.id() + " is encoded in an unknown way, number " + differences);
    }
    int[] lengths = new int[leadCount];
    for (int lead = 0; lead < leadCount; lead++) {
      lengths[lead] = section.u16();
    }
    List<byte[]> leads = new ArrayList<>(leadCount);
    for (int length : lengths) {
      leads.add(section.bytes(length));
    }
    return new EncodedLeads(section.id(), nanovolts, interval, differences, reduction, leads);
  }

  /** The values of a lead stored as 16-bit integers. */
  int storedIntegers(int lead) {
    return leads.get(lead).length / 2;
  }

  /**
   * Decodes the first values of a lead and undoes the differences.
   *
   * @param lead its place, from 0
   * @param count how many values
   */
  int[] decode(HuffmanDecoder huffman, int lead, long count) throws UnreadableRecordingException {
    byte[] bytes = leads.get(lead);
    String what = "Lead " + (lead + 1) + " of section " + section + " of the SCP-ECG record";
    if (count > 8L * bytes.length || (!huffman.used() && count > storedIntegers(lead))) {
      throw new UnreadableRecordingException(
          TRUNCATED, what + " holds " + bytes.length + " bytes, too few for " + count + " samples");
    }
    int[] values =
        huffman.used() ? huffman.decode(bytes, (int) count, what) : integers(bytes, (int) count);
    undoDifferences(values, differences);
    return values;
  }

  private static int[] integers(byte[] bytes, int count) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = buffer.getShort();
    }
    return values;
  }

  /** The first value or the first two are samples; the others are differences of that order. */
  static void undoDifferences(int[] values, int order) {
    if (order == 1) {
      for (int i = 1; i < values.length; i++) {
        values[i] += values[i - 1];
      }
    } else if (order == 2) {
      for (int i = 2; i < values.length; i++) {
        values[i] += 2 * values[i - 1] - values[i - 2];
      }
    }
  }
}
