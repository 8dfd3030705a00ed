package org.ecgnat.preprocessing.format.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;

/** Writes data elements by PS3.5 7.1, for tests: in every encoding, with and without lengths. */
final class DicomWriter {
  private static final Set<String> LONG_LENGTH = Set.of("OB", "OW", "SQ", "UN");

  private final Encoding encoding;
  private final boolean lengths;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /**
   * @param lengths whether sequences state their length rather than end with a delimiter
   */
  DicomWriter(Encoding encoding, boolean lengths) {
    this.encoding = encoding;
    this.lengths = lengths;
  }

  private DicomWriter same() {
    return new DicomWriter(encoding, lengths);
  }

  DicomWriter text(int tag, String vr, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    byte[] padded = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
    if (padded.length > bytes.length) {
      padded[bytes.length] = (byte) (vr.equals("UI") ? 0 : ' ');
    }
    return bytes(tag, vr, padded);
  }

  DicomWriter us(int tag, int value) {
    return bytes(tag, "US", buffer(2).putShort((short) value).array());
  }

  DicomWriter ul(int tag, long value) {
    return bytes(tag, "UL", buffer(4).putInt((int) value).array());
  }

  DicomWriter bytes(int tag, String vr, byte[] value) {
    header(tag, vr, value.length);
    out.writeBytes(value);
    return this;
  }

  DicomWriter sequence(int tag, List<DicomWriter> items) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (DicomWriter item : items) {
      byte[] content = item.out.toByteArray();
      body.writeBytes(itemHeader(Tag.ITEM, lengths ? content.length : -1));
      body.writeBytes(content);
      if (!lengths) {
        body.writeBytes(itemHeader(Tag.ITEM_END, 0));
      }
    }
    if (!lengths) {
      body.writeBytes(itemHeader(Tag.SEQUENCE_END, 0));
    }
    header(tag, "SQ", lengths ? body.size() : -1);
    out.writeBytes(body.toByteArray());
    return this;
  }

  /** A new item of a sequence in this writer's encoding. */
  DicomWriter item() {
    return same();
  }

  /** A code (PS3.3 8.8) as the only item. */
  DicomWriter code(int tag, String value, String scheme, String meaning) {
    return sequence(
        tag,
        new ArrayList<>(
            List.of(
                item()
                    .text(Tag.CODE_VALUE, "SH", value)
                    .text(Tag.CODING_SCHEME, "SH", scheme)
                    .text(Tag.CODE_MEANING, "LO", meaning))));
  }

  ByteOrder order() {
    return encoding.order();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }

  /** A file with preamble and file meta information. */
  static byte[] file(String transferSyntax, String sopClass, byte[] dataSet) {
    DicomWriter meta =
        new DicomWriter(Encoding.EXPLICIT_LITTLE, true)
            .text(Tag.MEDIA_STORAGE_SOP_CLASS, "UI", sopClass)
            .text(Tag.TRANSFER_SYNTAX, "UI", transferSyntax);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[128]);
    file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(meta.toByteArray());
    file.writeBytes(dataSet);
    return file.toByteArray();
  }

  static byte[] deflate(byte[] bytes) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(bytes);
    deflater.finish();
    byte[] result = new byte[bytes.length + 64];
    int length = deflater.deflate(result);
    deflater.end();
    return Arrays.copyOf(result, length);
  }

  private ByteBuffer buffer(int length) {
    return ByteBuffer.allocate(length).order(encoding.order());
  }

  private void header(int tag, String vr, int length) {
    out.writeBytes(buffer(4).putShort((short) (tag >>> 16)).putShort((short) tag).array());
    if (!encoding.isExplicit()) {
      out.writeBytes(buffer(4).putInt(length).array());
      return;
    }
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    if (LONG_LENGTH.contains(vr)) {
      out.writeBytes(buffer(6).putShort((short) 0).putInt(length).array());
    } else {
      out.writeBytes(buffer(2).putShort((short) length).array());
    }
  }

  private byte[] itemHeader(int tag, int length) {
    return buffer(8).putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length).array();
  }
}
