package org.ecgnat.preprocessing.format.muse;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.CHECKSUM_MISMATCH;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlElement;
import org.ecgnat.preprocessing.format.xml.XmlFields;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A {@code Waveform} element: a rate (SampleBase · 10^SampleExponent) and leads of Base64 text of
 * 16-bit little-endian samples, each of LeadAmplitudeUnitsPerBit LeadAmplitudeUnits. LeadDataCRC32
 * is the CRC-32 of ISO 3309 over these bytes.
 *
 * @param samplingRateHz samples a second and lead
 * @param leads the standard leads among those stored, usually I, II and V1–V6; in millivolts, or in
 *     the stored unit where the source is standardised; NaN throughout where the lead was off
 */
record MuseWaveform(double samplingRateHz, Map<Lead, float[]> leads) {
  private static final int SAMPLE_BYTES = 2;

  /** Orders of magnitude that a rate can be scaled by. */
  private static final int LARGEST_EXPONENT = 6;

  static MuseWaveform of(XmlElement waveform, UnitRule unitRule)
      throws UnreadableRecordingException {
    Map<Lead, float[]> leads = new EnumMap<>(Lead.class);
    int samples = 0;
    boolean anyOn = false;
    for (XmlElement data : waveform.children("LeadData")) {
      Optional<Lead> lead = Lead.parse(data.textAt("LeadID"));
      if (lead.isEmpty()) {
        continue;
      }
      requireCommonStart(data, lead.get());
      float[] values = values(data, lead.get(), unitRule);
      if (data.textAt("LeadOff").equalsIgnoreCase("TRUE")) {
        Arrays.fill(values, Float.NaN);
      } else {
        anyOn = true;
      }
      if (!leads.isEmpty() && values.length != samples) {
        throw new UnreadableRecordingException(
            UNSUPPORTED_FORMAT, "Leads of the rhythm waveform differ in length");
      }
      samples = values.length;
      if (leads.put(lead.get(), values) != null) {
        throw new UnreadableRecordingException(
            UNSUPPORTED_FORMAT, "The rhythm waveform holds " + at(lead.get()) + " in pieces");
      }
    }
    if (leads.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "No LeadID of the rhythm waveform is one of the twelve leads");
    }
    if (!anyOn) {
      throw new UnreadableRecordingException(NO_SIGNAL, "Every lead is marked as off");
    }
    return new MuseWaveform(samplingRateHz(waveform), leads);
  }

  private static double samplingRateHz(XmlElement waveform) throws UnreadableRecordingException {
    double base = XmlFields.positive(waveform.textAt("SampleBase"), "SampleBase");
    double exponent = XmlFields.number(waveform.textAt("SampleExponent")).orElse(0);
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, "SampleExponent is beyond ±" + LARGEST_EXPONENT);
    }
    return base * Math.pow(10, exponent);
  }

  /** What an offset counts is not public, so leads that begin at different times are refused. */
  private static void requireCommonStart(XmlElement data, Lead lead)
      throws UnreadableRecordingException {
    for (String field : new String[] {"LeadTimeOffset", "LeadOffsetFirstSample"}) {
      OptionalDouble offset = XmlFields.number(data.textAt(field));
      if (offset.isPresent() && offset.getAsDouble() != 0) {
        throw new UnreadableRecordingException(
            UNSUPPORTED_FORMAT, field + " of " + at(lead) + " is not 0");
      }
    }
  }

  private static float[] values(XmlElement data, Lead lead, UnitRule unitRule)
      throws UnreadableRecordingException {
    String sampleBytes = data.textAt("LeadSampleSize");
    if (!sampleBytes.isEmpty() && !sampleBytes.equals("2")) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "LeadSampleSize of " + at(lead) + " is not 2 bytes");
    }
    byte[] bytes = XmlFields.base64(data.textAt("WaveFormData"), "WaveFormData of " + at(lead));
    verify(data.textAt("LeadDataCRC32"), bytes, lead);
    int samples = XmlFields.count(data.textAt("LeadSampleCountTotal"), "LeadSampleCountTotal");
    if (bytes.length / SAMPLE_BYTES < samples) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "WaveFormData of "
              + at(lead)
              + " holds "
              + bytes.length / SAMPLE_BYTES
              + " of "
              + samples
              + " samples; export the recording again");
    }
    double perBit =
        XmlFields.positive(data.textAt("LeadAmplitudeUnitsPerBit"), "LeadAmplitudeUnitsPerBit")
            * millivolts(data.textAt("LeadAmplitudeUnits"), lead, unitRule);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[samples];
    for (int i = 0; i < samples; i++) {
      values[i] = (float) (buffer.getShort() * perBit);
    }
    return values;
  }

  private static void verify(String stated, byte[] bytes, Lead lead)
      throws UnreadableRecordingException {
    OptionalDouble expected = XmlFields.number(stated);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if (expected.isPresent() && (long) expected.getAsDouble() != crc.getValue()) {
      throw new UnreadableRecordingException(
          CHECKSUM_MISMATCH,
          "LeadDataCRC32 of "
              + at(lead)
              + " is not that of its samples; export the recording again");
    }
  }

  /** Millivolts of a unit; 1 where the source says that its amplitudes are of unknown size. */
  private static double millivolts(String unit, Lead lead, UnitRule unitRule)
      throws UnreadableRecordingException {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "MICROVOLTS" -> 1e-3;
      case "MILLIVOLTS" -> 1;
      case "VOLTS" -> 1e3;
      default -> {
        if (unitRule == UnitRule.STANDARDISED) {
          yield 1;
        }
        throw new UnreadableRecordingException(
            UNKNOWN_UNIT,
            "LeadAmplitudeUnits of " + at(lead) + " are neither MICROVOLTS, MILLIVOLTS nor VOLTS");
      }
    };
  }

  private static String at(Lead lead) {
    return "lead " + lead.label();
  }
}
