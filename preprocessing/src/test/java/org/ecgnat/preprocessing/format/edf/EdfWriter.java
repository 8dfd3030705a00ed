package org.ecgnat.preprocessing.format.edf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Writes files by the tables of Kemp 1992 and EDF+ 2.1, for tests. */
final class EdfWriter {
  String patient = "X X X X";
  String recording = "Startdate 02-MAR-2021 X X X";
  String reserved = "EDF+C";
  String date = "02.03.21";
  String records = "";
  String recordSeconds = "1";
  int sampleBytes = 2;
  private final List<Signal> signals = new ArrayList<>();

  /**
   * @param numbers the eight-byte fields: dimension, physical minimum and maximum, digital minimum
   *     and maximum
   * @param content of a signal in a data record
   */
  private record Signal(
      String label, String[] numbers, int samples, Function<Integer, byte[]> content) {}

  /** A value of a signal at a sample. */
  static int value(int signal, int sample) {
    return (sample * (signal + 7)) % 301 - 150;
  }

  /** A lead of 2 µV a unit. */
  EdfWriter lead(String label, int samplesPerRecord) {
    return signal(label, samplesPerRecord, "uV", "-2000", "2000", "-1000", "1000");
  }

  EdfWriter signal(String label, int samplesPerRecord, String... numbers) {
    int index = signals.size();
    signals.add(
        new Signal(
            label, numbers, samplesPerRecord, record -> samples(index, record, samplesPerRecord)));
    return this;
  }

  /** The time-keeping signal with the onsets of the data records. */
  EdfWriter annotations(String... onsets) {
    String[] numbers = {"", "-1", "1", "-32768", "32767"};
    int bytes = 16 * sampleBytes;
    signals.add(
        new Signal(
            sampleBytes == 2 ? "EDF Annotations" : "BDF Annotations",
            numbers,
            16,
            record ->
                Arrays.copyOf(
                    (onsets[record] + "\u0014\u0014\0").getBytes(StandardCharsets.ISO_8859_1),
                    bytes)));
    return this;
  }

  byte[] file(int dataRecords) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (sampleBytes == 2) {
      field(out, "0", 8);
    } else {
      out.write(0xff);
      field(out, "BIOSEMI", 7);
    }
    field(out, patient, 80);
    field(out, recording, 80);
    field(out, date, 8);
    field(out, "10.20.30", 8);
    field(out, Integer.toString(256 * (signals.size() + 1)), 8);
    field(out, reserved, 44);
    field(out, records.isEmpty() ? Integer.toString(dataRecords) : records, 8);
    field(out, recordSeconds, 8);
    field(out, Integer.toString(signals.size()), 4);
    signals.forEach(signal -> field(out, signal.label(), 16));
    signals.forEach(signal -> field(out, "", 80));
    for (int i = 0; i < 5; i++) {
      int number = i;
      signals.forEach(signal -> field(out, signal.numbers()[number], 8));
    }
    signals.forEach(signal -> field(out, "HP:0.05Hz LP:150Hz N:50Hz", 80));
    signals.forEach(signal -> field(out, Integer.toString(signal.samples()), 8));
    signals.forEach(signal -> field(out, "", 32));
    for (int record = 0; record < dataRecords; record++) {
      for (Signal signal : signals) {
        out.writeBytes(signal.content().apply(record));
      }
    }
    return out.toByteArray();
  }

  private byte[] samples(int signal, int record, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      int value = value(signal, record * count + i);
      for (int shift = 0; shift < 8 * sampleBytes; shift += 8) {
        out.write(value >> shift);
      }
    }
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, String text, int width) {
    byte[] bytes = new byte[width];
    Arrays.fill(bytes, (byte) ' ');
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(content, 0, bytes, 0, content.length);
    out.writeBytes(bytes);
  }
}
