package org.ecgnat.preprocessing.format.scp;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.scp.BeatTable.Beat;
import org.ecgnat.preprocessing.format.scp.LeadTable.StoredLead;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The rhythm data of a record: sections 2 to 6 put together (EN 1064, 5.5 to 5.9, annex C).
 *
 * @param rateHz samples a second and lead
 * @param rows {@code (samples)} of each standard lead in millivolts, all as long, NaN where a lead
 *     was not recorded
 */
record ScpSignal(double rateHz, Map<Lead, float[]> rows) {
  private static final double MICROSECONDS = 1e6;
  private static final double MILLIVOLTS_PER_NANOVOLT = 1e-6;

  /** The standard uses 4; version 1.0 says it by the intervals of sections 5 and 6. */
  private static final int LARGEST_DECIMATION = 16;

  /** A recording that claims more is no recording, unless it is a small one. */
  private static final long MAX_SAMPLES_PER_BYTE = 64;

  private static final long SMALL_SAMPLES = 1L << 20;

  private static final int LONG_TERM_SECTION = 12;
  private static final BeatTable NO_BEATS = new BeatTable(0, 0, List.of(), List.of());

  /** Decodes the record's rhythm. */
  static ScpSignal decode(ScpRecord record) throws UnreadableRecordingException {
    Optional<ScpSection> rhythmSection = record.section(6);
    if (rhythmSection.isEmpty()) {
      throw record.section(LONG_TERM_SECTION).isPresent()
          ? new UnreadableRecordingException(
              UNSUPPORTED_FORMAT,
              "The SCP-ECG record holds a long-term recording only (section 12 of version 3.0)")
          : new UnreadableRecordingException(
              NO_SIGNAL, "The SCP-ECG record has no rhythm data (section 6)");
    }
    LeadTable leads = LeadTable.parse(record.required(3));
    EncodedLeads rhythm = EncodedLeads.parse(rhythmSection.get(), leads.leads().size());
    Optional<ScpSection> tables = record.section(2);
    HuffmanDecoder huffman =
        tables.isEmpty() ? new HuffmanDecoder(List.of()) : HuffmanDecoder.parse(tables.get());
    return new Decoder(record, leads, rhythm, huffman).decode();
  }

  /** One record. */
  private static final class Decoder {
    private final LeadTable leads;
    private final EncodedLeads rhythm;
    private final HuffmanDecoder huffman;
    private final BeatTable beats;
    private final int factor;
    private final Optional<ReferenceBeat> reference;

    Decoder(ScpRecord record, LeadTable leads, EncodedLeads rhythm, HuffmanDecoder huffman)
        throws UnreadableRecordingException {
      this.leads = leads;
      this.rhythm = rhythm;
      this.huffman = huffman;
      boolean reduced = rhythm.reduction() == 1;
      if (!reduced && !leads.subtracted()) {
        beats = NO_BEATS;
        factor = 1;
        reference = Optional.empty();
        return;
      }
      beats = BeatTable.parse(record.required(4));
      Optional<ScpSection> section = record.section(5);
      boolean subtracted = leads.subtracted() && beats.beats().stream().anyMatch(Beat::subtracted);
      if (section.isEmpty()) {
        if (reduced || subtracted) {
          throw new UnreadableRecordingException(
              UNSUPPORTED_FORMAT,
              "The SCP-ECG record is compressed with a reference beat, but has none (section 5)");
        }
        factor = 1;
        reference = Optional.empty();
        return;
      }
      EncodedLeads beat = EncodedLeads.parse(section.get(), leads.leads().size());
      factor = rhythm.intervalMicroseconds() / beat.intervalMicroseconds();
      if (factor < 1
          || factor > LARGEST_DECIMATION
          || rhythm.intervalMicroseconds() % beat.intervalMicroseconds() != 0) {
        throw ScpRecord.fault(
            "sections 5 and 6 have samples every "
                + beat.intervalMicroseconds()
                + " and "
                + rhythm.intervalMicroseconds()
                + " microseconds, which do not fit together");
      }
      reference =
          subtracted ? Optional.of(new ReferenceBeat(beat, huffman, beats)) : Optional.empty();
    }

    ScpSignal decode() throws UnreadableRecordingException {
      long first = Long.MAX_VALUE;
      long end = 0;
      long standard = 0;
      for (int place = 0; place < leads.leads().size(); place++) {
        if (leads.leads().get(place).standard().isPresent()) {
          StoredLead lead = stored(place);
          first = Math.min(first, lead.first());
          end = Math.max(end, lead.end());
          standard++;
        }
      }
      check(standard, end - first);
      Map<Lead, float[]> rows = new EnumMap<>(Lead.class);
      for (int place = 0; place < leads.leads().size(); place++) {
        Optional<Lead> name = leads.leads().get(place).standard();
        if (name.isPresent()) {
          StoredLead lead = stored(place);
          float[] row = rows.get(name.get());
          if (row == null) {
            row = new float[(int) (end - first)];
            Arrays.fill(row, Float.NaN);
            rows.put(name.get(), row);
          }
          fill(row, (int) (lead.first() - first), place, lead);
        }
      }
      return new ScpSignal(MICROSECONDS * factor / rhythm.intervalMicroseconds(), rows);
    }

    /**
     * The lead with the samples that are really there: a lead longer than its two bytes of length
     * can say ends where they end.
     */
    private StoredLead stored(int place) {
      StoredLead lead = leads.leads().get(place);
      boolean cut =
          !huffman.used()
              && factor == 1
              && rhythm.leads().get(place).length >= EncodedLeads.LONGEST_LEAD_BYTES;
      return cut
          ? new StoredLead(
              lead.code(), lead.first(), Math.min(lead.samples(), rhythm.storedIntegers(place)))
          : lead;
    }

    private void check(long standard, long span) throws UnreadableRecordingException {
      if (standard == 0) {
        throw new UnreadableRecordingException(
            NO_STANDARD_LEAD,
            "None of the "
                + leads.leads().size()
                + " leads of the SCP-ECG record is one of the twelve leads");
      }
      if (span == 0) {
        throw new UnreadableRecordingException(
            NO_SIGNAL, "The leads of the SCP-ECG record have no samples");
      }
      long bytes = rhythm.leads().stream().mapToLong(lead -> lead.length).sum();
      if (standard * span > Math.max(SMALL_SAMPLES, MAX_SAMPLES_PER_BYTE * bytes)) {
        throw new UnreadableRecordingException(
            LIMIT_EXCEEDED,
            "The SCP-ECG record claims "
                + standard
                + " leads of "
                + span
                + " samples in "
                + bytes
                + " bytes");
      }
    }

    /** Puts a lead into its row, where nothing was put before. */
    private void fill(float[] row, int from, int place, StoredLead lead)
        throws UnreadableRecordingException {
      double scale = lead.sign() * MILLIVOLTS_PER_NANOVOLT;
      if (factor == 1 && reference.isEmpty()) {
        int[] values = rhythm.decode(huffman, place, lead.samples());
        for (int i = 0; i < values.length; i++) {
          put(row, from + i, scale * rhythm.nanovolts() * values[i]);
        }
        return;
      }
      Decimation decimation = new Decimation(factor, lead, beats);
      double[] nanovolts =
          decimation.restore(rhythm.decode(huffman, place, decimation.storedValues()));
      for (int i = 0; i < nanovolts.length; i++) {
        nanovolts[i] *= rhythm.nanovolts();
      }
      if (reference.isPresent()) {
        reference.get().addTo(place, lead, nanovolts);
      }
      for (int i = 0; i < nanovolts.length; i++) {
        put(row, from + i, scale * nanovolts[i]);
      }
    }

    private static void put(float[] row, int at, double millivolts) {
      if (Float.isNaN(row[at])) {
        row[at] = (float) millivolts;
      }
    }
  }
}
