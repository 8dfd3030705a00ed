package org.ecgnat.preprocessing.format.scp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes SCP-ECG records as EN 1064 lays them out, for tests. */
final class ScpFile {
  private static final int SECTIONS = 12;

  private final Map<Integer, byte[]> sections = new TreeMap<>();
  private int version = 20;

  /** Little-endian bytes. */
  static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u8(int... values) {
      for (int value : values) {
        out.write(value);
      }
      return this;
    }

    Bytes u16(int... values) {
      for (int value : values) {
        u8(value & 0xFF, (value >> 8) & 0xFF);
      }
      return this;
    }

    Bytes u32(long... values) {
      for (long value : values) {
        u16((int) value & 0xFFFF, (int) (value >> 16) & 0xFFFF);
      }
      return this;
    }

    Bytes bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    Bytes text(String text) {
      return bytes(text.getBytes(StandardCharsets.ISO_8859_1)).u8(0);
    }

    byte[] done() {
      return out.toByteArray();
    }
  }

  static Bytes bytes() {
    return new Bytes();
  }

  ScpFile version(int tenfold) {
    version = tenfold;
    return this;
  }

  ScpFile section(int id, Bytes data) {
    sections.put(id, data.done());
    return this;
  }

  /** A header tag. */
  static byte[] tag(int number, Bytes value) {
    byte[] bytes = value.done();
    return bytes().u8(number).u16(bytes.length).bytes(bytes).done();
  }

  /** Section 3 with leads of one length that begin together. */
  ScpFile leads(int flags, int samples, int... codes) {
    Bytes data = bytes().u8(codes.length, flags | (codes.length << 3));
    for (int code : codes) {
      data.u32(1, samples).u8(code);
    }
    return section(3, data);
  }

  /** Section 5 or 6. */
  ScpFile values(
      int id, int nanovolts, int interval, int differences, int reduction, List<byte[]> leads) {
    Bytes data = bytes().u16(nanovolts, interval).u8(differences, reduction);
    leads.forEach(lead -> data.u16(lead.length));
    leads.forEach(data::bytes);
    return section(id, data);
  }

  /** The file, with pointers and checksums. */
  byte[] done() {
    List<byte[]> parts = new ArrayList<>();
    Bytes pointers = bytes();
    int start = 7;
    for (int id = 0; id < SECTIONS; id++) {
      byte[] data = id == 0 ? new byte[10 * SECTIONS] : sections.get(id);
      int length = data == null ? 0 : 16 + data.length + data.length % 2;
      pointers.u16(id).u32(length, data == null ? 0 : start);
      start += length;
    }
    parts.add(section(0, pointers.done(), "SCPECG"));
    sections.forEach((id, data) -> parts.add(section(id, data, "\0\0\0\0\0\0")));
    Bytes record = bytes().u32(start - 1);
    parts.forEach(record::bytes);
    return checked(record.done());
  }

  private byte[] section(int id, byte[] data, String mark) {
    Bytes section =
        bytes()
            .u16(id)
            .u32(16 + data.length + data.length % 2)
            .u8(version, version)
            .bytes(mark.getBytes(StandardCharsets.US_ASCII))
            .bytes(data)
            .bytes(new byte[data.length % 2]);
    return checked(section.done());
  }

  /** The CRC as a shift register, bit by bit, before the bytes. */
  private static byte[] checked(byte[] bytes) {
    int register = 0xFFFF;
    for (byte value : bytes) {
      for (int bit = 7; bit >= 0; bit--) {
        int feedback = (register >> 15) ^ ((value >> bit) & 1);
        register = (register << 1) & 0xFFFF;
        register ^= feedback == 1 ? 0x1021 : 0;
      }
    }
    return bytes().u16(register).bytes(bytes).done();
  }
}
