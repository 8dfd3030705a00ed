package org.ecgnat.preprocessing.format.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The elements of a data set or of an item of a sequence that matter here. */
final class DataSet {
  /** No decimal string is longer (PS3.5 6.2); more is tolerated than the 16 characters there. */
  private static final int LONGEST_NUMBER = 64;

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

  /**
   * A value as it lies in the file.
   *
   * @param bytes what it lies in
   * @param offset its first byte
   * @param length bytes
   * @param order of its numbers
   */
  record Value(byte[] bytes, int offset, int length, ByteOrder order) {
    ByteBuffer buffer() {
      return ByteBuffer.wrap(bytes, offset, length).slice().order(order);
    }
  }

  private final Map<Integer, Value> values = new HashMap<>();
  private final Map<Integer, List<DataSet>> sequences = new HashMap<>();

  void put(int tag, Value value) {
    values.put(tag, value);
  }

  void put(int tag, List<DataSet> items) {
    sequences.put(tag, items);
  }

  Optional<Value> value(int tag) {
    return Optional.ofNullable(values.get(tag));
  }

  /** The items of a sequence; none where it is absent. */
  List<DataSet> items(int tag) {
    return sequences.getOrDefault(tag, List.of());
  }

  /** The first item of a sequence; an empty one where there is none. */
  DataSet item(int tag) {
    List<DataSet> items = items(tag);
    return items.isEmpty() ? new DataSet() : items.get(0);
  }

  /** The text of an element in ASCII or Latin 1; empty where it is absent. */
  String text(int tag) {
    return text(tag, StandardCharsets.ISO_8859_1);
  }

  /** The text of an element without padding; empty where it is absent. */
  String text(int tag, Charset charset) {
    return value(tag)
        .map(value -> new String(value.bytes(), value.offset(), value.length(), charset))
        .map(text -> text.replace('\0', ' ').strip())
        .orElse("");
  }

  /** The first number of a decimal or integer string. */
  OptionalDouble decimal(int tag) {
    if (value(tag).map(Value::length).orElse(0) > LONGEST_NUMBER) {
      return OptionalDouble.empty();
    }
    String text = text(tag).split("\\\\", 2)[0].strip();
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** An unsigned binary number of two or four bytes. */
  OptionalLong unsigned(int tag) {
    return value(tag)
        .map(
            value ->
                switch (value.length()) {
                  case 2 -> OptionalLong.of(Short.toUnsignedLong(value.buffer().getShort()));
                  case 4 -> OptionalLong.of(Integer.toUnsignedLong(value.buffer().getInt()));
                  default -> OptionalLong.empty();
                })
        .orElse(OptionalLong.empty());
  }
}
