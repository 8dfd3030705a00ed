package org.ecgnat.jobs.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars as a TensorBoard event file. Sources: the record format in TensorFlow's {@code
 * lib/io/record_writer.h} (length, masked CRC-32C, data, masked CRC-32C) and the messages {@code
 * Event} and {@code Summary} of {@code event.proto} and {@code summary.proto}.
 */
final class EventFile {
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;
  private static final int CRC_MASK = 0xa282ead8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private EventFile() {}

  /** A file of all rounds; a step of TensorBoard's is a round. */
  static byte[] of(List<RoundReport> rounds) {
    EventFile file = new EventFile();
    double began = rounds.isEmpty() ? 0 : rounds.get(0).times().began() / 1e3;
    Message version = new Message().fixed64(1, began).text(3, "brain.Event:2");
    file.record(version);
    rounds.forEach(file::add);
    return file.out.toByteArray();
  }

  /** What a further round adds to a file. */
  static byte[] event(RoundReport round) {
    EventFile file = new EventFile();
    file.add(round);
    return file.out.toByteArray();
  }

  private void add(RoundReport round) {
    Message event = new Message();
    event.fixed64(1, round.times().began() / 1e3 + round.times().seconds());
    event.varint(2, round.round());
    Message summary = new Message();
    scalars(round)
        .forEach(
            (tag, value) ->
                summary.message(1, new Message().text(1, tag).fixed32(2, value.floatValue())));
    record(event.message(5, summary));
  }

  private static Map<String, Double> scalars(RoundReport round) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/training", round.loss());
    round.validationLoss().ifPresent(loss -> scalars.put("loss/validation", loss));
    scalars.put("gradient norm", round.gradientNorm());
    scalars.put("rate factor", round.rateFactor());
    scalars.put("speed/records per second", round.recordsPerSecond());
    scalars.put("speed/share outside steps", round.shareOutsideSteps());
    scalars.put("workers", (double) round.participants().size());
    return scalars;
  }

  private void record(Message message) {
    byte[] data = message.bytes();
    byte[] length =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(data.length).array();
    out.writeBytes(length);
    out.writeBytes(masked(length));
    out.writeBytes(data);
    out.writeBytes(masked(data));
  }

  private static byte[] masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK;
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** A protocol buffer in the making. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
      return out.toByteArray();
    }

    Message varint(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message fixed64(int field, double value) {
      varint(((long) field << 3) | FIXED64);
      out.writeBytes(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
      return this;
    }

    Message fixed32(int field, float value) {
      varint(((long) field << 3) | FIXED32);
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
      return this;
    }

    Message text(int field, String text) {
      return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message inner) {
      return bytes(field, inner.bytes());
    }

    private Message bytes(int field, byte[] content) {
      varint(((long) field << 3) | LENGTH_DELIMITED);
      varint(content.length);
      out.writeBytes(content);
      return this;
    }

    private void varint(long value) {
      long left = value;
      while ((left & ~0x7fL) != 0) {
        out.write((int) ((left & 0x7f) | 0x80));
        left >>>= 7;
      }
      out.write((int) left);
    }
  }
}
