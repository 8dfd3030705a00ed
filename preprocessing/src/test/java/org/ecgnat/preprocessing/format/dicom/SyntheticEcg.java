package org.ecgnat.preprocessing.format.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Builds ECG objects whose every number is known. */
final class SyntheticEcg {
  static final String TWELVE_LEAD = "1.2.840.10008.5.1.4.1.1.9.1.1";

  /** Elements to add. */
  interface Extra {
    void add(DicomWriter channel);
  }

  final DicomWriter writer;
  final List<DicomWriter> groups = new ArrayList<>();

  SyntheticEcg(Encoding encoding, boolean lengths) {
    writer = new DicomWriter(encoding, lengths);
  }

  static SyntheticEcg explicit() {
    return new SyntheticEcg(Encoding.EXPLICIT_LITTLE, false);
  }

  /** A value of a channel at a sample, small enough for a byte. */
  static int value(int channel, int sample) {
    return (sample * (channel + 3)) % 101 - 50;
  }

  DicomWriter channel(String code, String scheme, Extra extra) {
    DicomWriter channel = writer.item().code(Tag.CHANNEL_SOURCES, code, scheme, "Lead");
    extra.add(channel);
    return channel;
  }

  DicomWriter channel(String code) {
    return channel(
        code,
        "MDC",
        c ->
            c.text(Tag.SENSITIVITY, "DS", "2")
                .code(Tag.SENSITIVITY_UNITS, "uV", "UCUM", "microvolt")
                .text(Tag.CORRECTION_FACTOR, "DS", "1")
                .text(Tag.BASELINE, "DS", "0")
                .text(Tag.SAMPLE_SKEW, "DS", "0"));
  }

  /** A group of 16-bit samples at 100 Hz. */
  SyntheticEcg group(String label, String originality, int samples, DicomWriter... channels) {
    return group(label, originality, samples, group -> {}, channels);
  }

  SyntheticEcg group(
      String label, String originality, int samples, Extra extra, DicomWriter... channels) {
    return group(
        label,
        originality,
        samples,
        extra,
        16,
        "SS",
        data(channels.length, samples, 2, writer.order()),
        channels);
  }

  SyntheticEcg group(
      String label,
      String originality,
      int samples,
      Extra extra,
      int bits,
      String interpretation,
      byte[] data,
      DicomWriter... channels) {
    DicomWriter group = writer.item();
    extra.add(group);
    group
        .text(Tag.ORIGINALITY, "CS", originality)
        .us(Tag.CHANNELS, channels.length)
        .ul(Tag.SAMPLES, samples)
        .text(Tag.SAMPLING_FREQUENCY, "DS", "100")
        .text(Tag.GROUP_LABEL, "SH", label)
        .sequence(Tag.CHANNEL_DEFINITIONS, List.of(channels))
        .us(Tag.BITS_ALLOCATED, bits)
        .text(Tag.SAMPLE_INTERPRETATION, "CS", interpretation)
        .bytes(Tag.WAVEFORM_DATA, bits == 8 ? "OB" : "OW", data);
    groups.add(group);
    return this;
  }

  /** Interleaved samples of 1, 2 or 4 bytes. */
  static byte[] data(int channels, int samples, int width, ByteOrder order) {
    ByteBuffer buffer = ByteBuffer.allocate(channels * samples * width).order(order);
    for (int sample = 0; sample < samples; sample++) {
      for (int channel = 0; channel < channels; channel++) {
        int value = value(channel, sample);
        switch (width) {
          case 1 -> buffer.put((byte) value);
          case 2 -> buffer.putShort((short) value);
          default -> buffer.putInt(value);
        }
      }
    }
    return buffer.array();
  }

  /** The data set, its patient's elements first. */
  byte[] dataSet() {
    return writer.sequence(Tag.WAVEFORMS, groups).toByteArray();
  }

  /** A part 10 file in explicit little endian. */
  byte[] file() {
    return DicomWriter.file("1.2.840.10008.1.2.1", TWELVE_LEAD, dataSet());
  }
}
