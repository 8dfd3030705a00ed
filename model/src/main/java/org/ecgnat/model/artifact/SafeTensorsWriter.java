package org.ecgnat.model.artifact;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the safetensors format through one small buffer. */
final class SafeTensorsWriter {

  private static final int BUFFER_BYTES = 1 << 16;

  private SafeTensorsWriter() {}

  static void write(OutputStream out, SafeTensors contents) throws IOException {
    byte[] header = header(contents);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(0, header.length);
    out.write(buffer.array(), 0, Long.BYTES);
    out.write(header);
    for (Tensor tensor : contents.tensors().values()) {
      int perBuffer = BUFFER_BYTES / tensor.elementBytes();
      for (int first = 0; first < tensor.elements(); first += perBuffer) {
        int count = Math.min(perBuffer, tensor.elements() - first);
        tensor.put(buffer, first, count);
        out.write(buffer.array(), 0, count * tensor.elementBytes());
      }
    }
    out.flush();
  }

  private static byte[] header(SafeTensors contents) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!contents.metadata().isEmpty()) {
      header.put(SafeTensorsReader.METADATA, contents.metadata());
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : contents.tensors().entrySet()) {
      if (entry.getKey().equals(SafeTensorsReader.METADATA)) {
        throw new IllegalArgumentException("A tensor cannot be called " + entry.getKey());
      }
      Tensor tensor = entry.getValue();
      long end = offset + (long) tensor.elements() * tensor.elementBytes();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", tensor.dtype());
      description.put("shape", tensor.shape());
      description.put("data_offsets", List.of(offset, end));
      header.put(entry.getKey(), description);
      offset = end;
    }
    byte[] json = new ObjectMapper().writeValueAsBytes(header);
    // blanks align the data to 8 bytes, as the reference writer does
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
