package org.ecgnat.preprocessing.format.scp;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.scp.BeatTable.Area;
import org.ecgnat.preprocessing.format.scp.BeatTable.Beat;
import org.ecgnat.preprocessing.format.scp.LeadTable.StoredLead;

/**
 * Section 5: the reference beat of type 0, which was subtracted from the rhythm data where section
 * 4 says so (EN 1064, 5.8 and annex C).
 */
final class ReferenceBeat {
  private final EncodedLeads encoded;
  private final HuffmanDecoder huffman;
  private final BeatTable beats;

  ReferenceBeat(EncodedLeads encoded, HuffmanDecoder huffman, BeatTable beats) {
    this.encoded = encoded;
    this.huffman = huffman;
    this.beats = beats;
  }

  /**
   * Adds the beat back: its fiducial sample falls on the fiducial of each beat.
   *
   * @param place the lead's place in the record
   * @param lead the lead, whose first sample is {@code nanovolts[0]}
   * @param nanovolts the residual, changed into the signal
   */
  void addTo(int place, StoredLead lead, double[] nanovolts) throws UnreadableRecordingException {
    int[] beat = encoded.decode(huffman, place, samples(place));
    for (Beat at : beats.beats()) {
      if (at.subtracted()) {
        Area area = at.subtraction();
        long offset = beats.fiducial() - 1 - at.fiducial();
        long first = Math.max(Math.max(area.first(), lead.first()), -offset);
        long last = Math.min(Math.min(area.last(), lead.end() - 1), beat.length - 1 - offset);
        for (long number = first; number <= last; number++) {
          nanovolts[(int) (number - lead.first())] +=
              (double) beat[(int) (number + offset)] * encoded.nanovolts();
        }
      }
    }
  }

  /** Codes do not say how many there are, the beat's length does. */
  private long samples(int place) {
    return huffman.used()
        ? beats.lengthMs() * 1000L / encoded.intervalMicroseconds()
        : encoded.storedIntegers(place);
  }
}
