package org.ecgnat.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the safetensors format, trusting nothing in it. */
final class SafeTensorsReader {

  static final String METADATA = "__metadata__";

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int HEADER_LIMIT_BYTES = 16 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final InputStream in;
  private final long size;
  private final String name;
  private final byte[] bytes = new byte[BUFFER_BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

  private final Allocation allocation;

  /** Where the elements of a tensor go. */
  @FunctionalInterface
  interface Allocation {
    /** New arrays. */
    Allocation NEW =
        (name, dtype, shape) -> {
          int elements = Tensor.elements(shape);
          return switch (dtype) {
            case "F32" -> new Tensor.Floats(shape, new float[elements]);
            case "F64" -> new Tensor.Doubles(shape, new double[elements]);
            default -> new Tensor.Longs(shape, new long[elements]);
          };
        };

    Tensor of(String name, String dtype, List<Long> shape) throws ModelFormatException;
  }

  private record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

  SafeTensorsReader(InputStream in, long size, String name, Allocation allocation) {
    this.in = in;
    this.size = size;
    this.name = name;
    this.allocation = allocation;
  }

  SafeTensors read() throws IOException {
    try {
      readFully(Long.BYTES);
      long headerBytes = buffer.getLong(0);
      JsonNode header = header(headerBytes);
      List<Entry> entries = entries(header, size - Long.BYTES - headerBytes);
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Entry entry : entries) {
        tensors.put(entry.name(), readTensor(entry));
      }
      if (in.read() >= 0) {
        throw broken("it goes on after its last tensor");
      }
      return new SafeTensors(tensors, metadata(header));
    } catch (EOFException e) {
      throw broken("it ends early");
    }
  }

  private JsonNode header(long length) throws IOException {
    if (length < 2 || length > Math.min(HEADER_LIMIT_BYTES, size - Long.BYTES)) {
      throw broken("a header of " + length + " bytes in a file of " + size);
    }
    byte[] json = in.readNBytes((int) length);
    if (json.length < length) {
      throw new EOFException();
    }
    if (json[0] != '{') {
      throw broken("its header is no JSON object");
    }
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw broken("its header is no valid JSON: " + e.getOriginalMessage());
    }
  }

  private List<Entry> entries(JsonNode header, long dataBytes) throws ModelFormatException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long expected = 0;
    for (Entry entry : entries) {
      if (entry.begin() != expected) {
        throw broken(
            "tensor %s starts at %d where %d is next"
                .formatted(entry.name(), entry.begin(), expected));
      }
      expected = entry.end();
    }
    if (expected != dataBytes) {
      throw broken("its tensors need %d bytes, it holds %d".formatted(expected, dataBytes));
    }
    return entries;
  }

  private Entry entry(String tensor, JsonNode description) throws ModelFormatException {
    JsonNode shape = description.path("shape");
    JsonNode offsets = description.path("data_offsets");
    if (!description.isObject()
        || description.size() != 3
        || !description.path("dtype").isTextual()
        || !isIntegers(shape)
        || !isIntegers(offsets)
        || offsets.size() != 2) {
      throw broken("tensor " + tensor + " lacks a dtype, shape or data_offsets");
    }
    List<Long> dimensions = new ArrayList<>();
    shape.forEach(dimension -> dimensions.add(dimension.longValue()));
    Entry entry =
        new Entry(
            tensor,
            description.get("dtype").textValue(),
            List.copyOf(dimensions),
            offsets.get(0).longValue(),
            offsets.get(1).longValue());
    try {
      long bytes = (long) Tensor.elements(entry.shape()) * elementBytes(entry);
      if (entry.begin() < 0 || Math.subtractExact(entry.end(), entry.begin()) != bytes) {
        throw broken(
            "tensor %s of shape %s lies at %d to %d"
                .formatted(tensor, dimensions, entry.begin(), entry.end()));
      }
    } catch (ArithmeticException e) {
      throw broken("tensor " + tensor + ": " + e.getMessage());
    }
    return entry;
  }

  private static boolean isIntegers(JsonNode array) {
    boolean integers = array.isArray();
    for (JsonNode element : array) {
      integers &= element.isIntegralNumber() && element.canConvertToLong();
    }
    return integers;
  }

  private int elementBytes(Entry entry) throws ModelFormatException {
    return switch (entry.dtype()) {
      case "F32" -> Float.BYTES;
      case "F64" -> Double.BYTES;
      case "I64" -> Long.BYTES;
      default ->
          throw broken(
              "tensor %s is of type %s; only F32, F64 and I64 are read"
                  .formatted(entry.name(), entry.dtype()));
    };
  }

  private Tensor readTensor(Entry entry) throws IOException {
    Tensor tensor = allocation.of(entry.name(), entry.dtype(), entry.shape());
    int elements = tensor.elements();
    int perBuffer = BUFFER_BYTES / tensor.elementBytes();
    for (int first = 0; first < elements; first += perBuffer) {
      int count = Math.min(perBuffer, elements - first);
      readFully(count * tensor.elementBytes());
      tensor.fill(buffer, first, count);
    }
    return tensor;
  }

  private Map<String, String> metadata(JsonNode header) throws ModelFormatException {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.path(METADATA).properties()) {
      if (!field.getValue().isTextual()) {
        throw broken("metadata " + field.getKey() + " is no text");
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return metadata;
  }

  private void readFully(int count) throws IOException {
    if (in.readNBytes(bytes, 0, count) < count) {
      throw new EOFException();
    }
  }

  private ModelFormatException broken(String why) {
    return new ModelFormatException(
        name + " is no readable safetensors file: " + why + ". Copy or write it again.");
  }
}
