package org.ecgnat.jobs.duplicates;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.signal.LeadBlock;
import org.ecgnat.preprocessing.signal.Resampler;
import org.ecgnat.preprocessing.signal.SosFilter;

/**
 * What of a window survives another sampling rate, another band and another gain: up to three leads
 * at {@value #RATE_HZ} Hz between 2 and 20 Hz, each scaled to its largest value. Padding is left
 * out.
 *
 * @param leads ordinals of {@link Lead}, in the order of preference
 * @param samples {@code (leads, samples)}, ±32,767 at most
 */
record Fingerprint(int[] leads, short[][] samples) {
  /** Samples a second. */
  static final int RATE_HZ = 100;

  /** Samples at each end that the filter's transients may have touched. */
  static final int EDGE = 30;

  private static final int MAX_LEADS = 3;
  private static final int ORDER = 2;
  private static final double LOW_HZ = 2;
  private static final double HIGH_HZ = 20;

  /**
   * Leads that most recordings have and that no others give, first; the rest stands in for them.
   */
  private static final List<Lead> PREFERENCE =
      List.of(
          Lead.II, Lead.V2, Lead.I, Lead.V5, Lead.V1, Lead.V4, Lead.V3, Lead.V6, Lead.AVF, Lead.AVL,
          Lead.AVR, Lead.III);

  private static final SosFilter BAND = FilterDesign.bandPass(ORDER, LOW_HZ, HIGH_HZ, RATE_HZ);
  private static final Map<Float, Resampler> RESAMPLERS = new ConcurrentHashMap<>();

  /**
   * Takes the fingerprint of a window.
   *
   * @param signal the bytes of {@link WindowCodec}
   * @param validSeconds how much of it is no padding
   */
  static Fingerprint of(byte[] signal, double validSeconds) {
    DecodedWindow window = WindowCodec.decode(signal);
    int valid =
        (int) Math.min(window.samples(), Math.round(validSeconds * window.samplingRateHz()));
    List<Integer> present = new ArrayList<>();
    for (Lead lead : PREFERENCE) {
      if (window.present(lead) && present.size() < MAX_LEADS) {
        present.add(lead.ordinal());
      }
    }
    // a corpus has one rate, that of its recipe
    Resampler resampler =
        RESAMPLERS.computeIfAbsent(
            window.samplingRateHz(), rate -> Resampler.between(rate, RATE_HZ));
    int[] leads = present.stream().mapToInt(Integer::intValue).toArray();
    if (leads.length == 0 || valid == 0) {
      return new Fingerprint(new int[0], new short[0][]);
    }
    LeadBlock block = new LeadBlock(leads.length, valid, resampler.margin());
    for (int i = 0; i < leads.length; i++) {
      for (int at = 0; at < valid; at++) {
        block.set(i, at, window.signal()[leads[i] * window.samples() + at]);
      }
    }
    double[][] resampled = resampler.resample(block, Resampler.Extension.ZERO);
    short[][] samples = new short[leads.length][];
    for (int i = 0; i < leads.length; i++) {
      samples[i] = scaled(BAND.filtfilt(resampled[i], RATE_HZ));
    }
    return new Fingerprint(leads, samples);
  }

  private static short[] scaled(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    double factor = largest == 0 ? 0 : Short.MAX_VALUE / largest;
    short[] result = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (short) Math.round(values[i] * factor);
    }
    return result;
  }

  /** Samples of each lead. */
  int length() {
    return samples.length == 0 ? 0 : samples[0].length;
  }

  /** A lead by its ordinal; empty where it is not among these. */
  Optional<short[]> lead(int ordinal) {
    for (int i = 0; i < leads.length; i++) {
      if (leads[i] == ordinal) {
        return Optional.of(samples[i]);
      }
    }
    return Optional.empty();
  }

  /** As bytes: number of leads, their ordinals, their samples as big-endian int16. */
  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + leads.length + 2 * leads.length * length());
    bytes.put((byte) leads.length);
    for (int lead : leads) {
      bytes.put((byte) lead);
    }
    for (short[] lead : samples) {
      for (short sample : lead) {
        bytes.putShort(sample);
      }
    }
    return bytes.array();
  }

  /** Reads what {@link #encode} wrote. */
  static Fingerprint decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    int[] leads = new int[bytes.get()];
    for (int i = 0; i < leads.length; i++) {
      leads[i] = bytes.get();
    }
    short[][] samples = new short[leads.length][];
    for (int i = 0; i < leads.length; i++) {
      samples[i] = new short[bytes.remaining() / 2 / (leads.length - i)];
      for (int at = 0; at < samples[i].length; at++) {
        samples[i][at] = bytes.getShort();
      }
    }
    return new Fingerprint(leads, samples);
  }
}
