package org.ecgnat.preprocessing.format.philips;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlElement;
import org.ecgnat.preprocessing.format.xml.XmlFields;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The rhythm leads of {@code parsedwaveforms} (Philips ECG XML schema 1.04.01, of which 1.03 has
 * the same under other attribute names). Compressed files store what III, aVR, aVL and aVF lack of
 * their definition. Whether uncompressed ones do is not public, so these four are left out there:
 * conditioning derives them from I and II.
 *
 * @param samplingRateHz samples a second and lead
 * @param leads in millivolts, all of one length, without the calibration pulse at the end
 */
record PhilipsWaveforms(double samplingRateHz, Map<Lead, float[]> leads) {
  private static final Set<Lead> RESIDUALS = Set.of(Lead.III, Lead.AVR, Lead.AVL, Lead.AVF);
  private static final Set<String> TWELVE_LEADS = Set.of("STD-12", "10-WIRE");
  private static final int MAX_LEADS = 32;

  /** Samples of a lead, 8 minutes at 500 Hz: carts store 11 s, and LZW expands up to 600-fold. */
  private static final int MAX_SAMPLES = 1 << 18;

  private static final double MICROVOLTS_PER_MILLIVOLT = 1000;

  static PhilipsWaveforms of(XmlElement root) throws UnreadableRecordingException {
    XmlElement waveforms =
        root.at("waveforms", "parsedwaveforms")
            .orElseThrow(
                () ->
                    new UnreadableRecordingException(
                        NO_SIGNAL, "The file holds no parsedwaveforms"));
    XmlElement signal =
        root.at("dataacquisition", "signalcharacteristics")
            .orElseThrow(
                () ->
                    new UnreadableRecordingException(
                        UNREADABLE_HEADER, "The file holds no signalcharacteristics"));
    requireSixteenBits(waveforms, signal);
    double rate =
        XmlFields.positive(
            field(waveforms, "samplespersecond", signal, "samplingrate"), "The sampling rate");
    double resolution =
        XmlFields.positive(
            field(waveforms, "resolution", signal, "resolution", "signalresolution"),
            "The resolution");
    Map<Lead, int[]> rows = rows(waveforms, labels(waveforms, signal), samples(waveforms, rate));
    int length =
        CalibrationPulse.ecgSamples(
            rows.values(), (int) Math.round(MICROVOLTS_PER_MILLIVOLT / resolution));
    if (length == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The leads hold a calibration pulse only");
    }
    double offset =
        XmlFields.number(field(waveforms, "signaloffset", signal, "signaloffset")).orElse(0);
    Map<Lead, float[]> leads = new EnumMap<>(Lead.class);
    for (Map.Entry<Lead, int[]> row : rows.entrySet()) {
      float[] millivolts = new float[length];
      for (int i = 0; i < length; i++) {
        millivolts[i] =
            (float) ((row.getValue()[i] - offset) * resolution / MICROVOLTS_PER_MILLIVOLT);
      }
      leads.put(row.getKey(), millivolts);
    }
    return new PhilipsWaveforms(rate, leads);
  }

  /** An attribute of the waveforms or else the first element of that is there. */
  private static String field(
      XmlElement waveforms, String attribute, XmlElement signal, String... elements) {
    String value = waveforms.attribute(attribute);
    for (String element : elements) {
      value = value.isBlank() ? signal.textAt(element) : value;
    }
    return value;
  }

  private static void requireSixteenBits(XmlElement waveforms, XmlElement signal)
      throws UnreadableRecordingException {
    String bits = waveforms.attribute("nbitspersample");
    bits = bits.isEmpty() ? field(waveforms, "bitspersample", signal, "bitspersample") : bits;
    String signed = field(waveforms, "signalsigned", signal, "signalsigned");
    if (!bits.equals("16") || signed.equalsIgnoreCase("False")) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "The samples are not stored as signed 16-bit numbers");
    }
    if (!waveforms.attribute("dataencoding").equalsIgnoreCase("Base64")) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "The samples are not encoded as Base64");
    }
  }

  private static int samples(XmlElement waveforms, double rate)
      throws UnreadableRecordingException {
    double milliseconds =
        XmlFields.positive(waveforms.attribute("durationperchannel"), "durationperchannel");
    double samples = Math.rint(milliseconds / 1000 * rate);
    if (samples < 2 || samples > MAX_SAMPLES) {
      throw new UnreadableRecordingException(
          LIMIT_EXCEEDED, "A lead has less than 2 or more than " + MAX_SAMPLES + " samples");
    }
    return (int) samples;
  }

  private static List<Optional<Lead>> labels(XmlElement waveforms, XmlElement signal)
      throws UnreadableRecordingException {
    String labels = waveforms.attribute("leadlabels").strip();
    List<Optional<Lead>> leads = new ArrayList<>();
    if (!labels.isEmpty()) {
      for (String label : labels.split("\\s+", MAX_LEADS + 1)) {
        leads.add(Lead.parse(label));
      }
    } else if (TWELVE_LEADS.contains(signal.textAt("acquisitiontype"))) {
      Lead.STANDARD.forEach(lead -> leads.add(Optional.of(lead)));
    }
    if (leads.stream().noneMatch(Optional::isPresent)) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "Neither leadlabels nor acquisitiontype names the twelve leads");
    }
    if (leads.size() > MAX_LEADS
        || leads.stream().flatMap(Optional::stream).distinct().count()
            < leads.stream().flatMap(Optional::stream).count()) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, "leadlabels names a lead twice or more than " + MAX_LEADS + " leads");
    }
    return leads;
  }

  private static Map<Lead, int[]> rows(
      XmlElement waveforms, List<Optional<Lead>> labels, int samples)
      throws UnreadableRecordingException {
    byte[] bytes = XmlFields.base64(waveforms.text(), "parsedwaveforms");
    boolean compressed = isCompressed(waveforms);
    XliDecoder decoder = new XliDecoder(bytes);
    Map<Lead, int[]> rows = new EnumMap<>(Lead.class);
    for (int channel = 0; channel < labels.size(); channel++) {
      int[] row = compressed ? decoder.next(samples, channel + 1) : plain(bytes, channel, samples);
      labels.get(channel).ifPresent(lead -> rows.put(lead, row));
    }
    if (compressed && rows.containsKey(Lead.I) && rows.containsKey(Lead.II)) {
      LimbLeadResiduals.resolve(rows);
    } else {
      rows.keySet().removeAll(RESIDUALS);
    }
    if (rows.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "The file stores none of I, II and V1 to V6");
    }
    return rows;
  }

  private static boolean isCompressed(XmlElement waveforms) throws UnreadableRecordingException {
    String method =
        waveforms.attribute("compressflag").equalsIgnoreCase("False")
            ? ""
            : waveforms.attribute("compression") + waveforms.attribute("compressmethod");
    if (!Arrays.asList("", "Uncompressed", "XLI").contains(method)) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "The waveforms are compressed by another method than XLI");
    }
    return method.equals("XLI");
  }

  private static int[] plain(byte[] bytes, int channel, int samples)
      throws UnreadableRecordingException {
    long from = 2L * channel * samples;
    if (bytes.length - from < 2L * samples) {
      throw new UnreadableRecordingException(
          TRUNCATED, "The samples end within lead " + (channel + 1) + "; export the file again");
    }
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes, (int) from, 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    int[] row = new int[samples];
    for (int i = 0; i < samples; i++) {
      row[i] = buffer.getShort();
    }
    return row;
  }
}
