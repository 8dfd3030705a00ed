package org.ecgnat.model.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ecgnat.model.training.ParameterLayout;

/**
 * The contents of a safetensors file: named tensors and text metadata. Of the format's element
 * types F32, F64 and I64 are understood. Source: the format section of the safetensors project's
 * README (version 0.4): 8 bytes of header length, a JSON header, then the tensors without holes.
 *
 * @param tensors by name, in the order of the file
 * @param metadata the header's {@code __metadata__}
 */
public record SafeTensors(Map<String, Tensor> tensors, Map<String, String> metadata) {

  /** Copies the maps, keeping their order. */
  public SafeTensors {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A flat vector of weights, cut into its parameters; the vector is not copied. */
  public static SafeTensors ofWeights(
      ParameterLayout layout, float[] weights, Map<String, String> metadata) {
    if (weights.length != layout.size()) {
      throw new IllegalArgumentException(
          weights.length + " weights for a layout of " + layout.size());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterLayout.Entry entry : layout.parameters()) {
      tensors.put(entry.name(), new Tensor.FloatsWithin(entry.shape(), weights, entry.offset()));
    }
    return new SafeTensors(tensors, metadata);
  }

  /** The layout that has all tensors, in their order. */
  public ParameterLayout layout() {
    return ParameterLayout.of(
        List.copyOf(tensors.keySet()), tensors.values().stream().map(Tensor::shape).toList());
  }

  /**
   * The flat vector of a layout.
   *
   * @throws ModelFormatException where a parameter is missing, has another shape or type, or a
   *     tensor is none of the layout's
   */
  public float[] toWeights(ParameterLayout layout) throws ModelFormatException {
    float[] weights = new float[layout.size()];
    for (ParameterLayout.Entry entry : layout.parameters()) {
      Tensor.Floats tensor = floats(entry.name());
      checkShape(entry.name(), tensor.shape(), entry.shape());
      System.arraycopy(tensor.values(), 0, weights, entry.offset(), entry.size());
    }
    checkKnown(
        tensors.keySet(),
        layout.parameters().stream()
            .map(ParameterLayout.Entry::name)
            .collect(Collectors.toUnmodifiableSet()));
    return weights;
  }

  private static void checkShape(String name, List<Long> found, List<Long> needed)
      throws ModelFormatException {
    if (!found.equals(needed)) {
      throw new ModelFormatException(
          "Tensor " + name + " has the shape " + found + ", the architecture needs " + needed);
    }
  }

  private static void checkKnown(Set<String> found, Set<String> known) throws ModelFormatException {
    List<String> foreign = found.stream().filter(name -> !known.contains(name)).limit(5).toList();
    if (!foreign.isEmpty()) {
      throw new ModelFormatException("Tensors that the architecture does not have: " + foreign);
    }
  }

  /**
   * A tensor of 32-bit floats.
   *
   * @throws ModelFormatException where there is none of the name, or of another type
   */
  public Tensor.Floats floats(String name) throws ModelFormatException {
    Tensor tensor = tensors.get(name);
    if (tensor instanceof Tensor.Floats floats) {
      return floats;
    }
    if (tensor instanceof Tensor.FloatsWithin part) {
      int end = part.offset() + part.elements();
      return new Tensor.Floats(part.shape(), Arrays.copyOfRange(part.array(), part.offset(), end));
    }
    throw new ModelFormatException(
        tensor == null
            ? "Tensor " + name + " is missing"
            : "Tensor " + name + " is " + tensor.dtype() + ", not F32");
  }

  /** Writes to a stream, which stays open. */
  public void write(OutputStream out) throws IOException {
    SafeTensorsWriter.write(out, this);
  }

  /** Writes a file that appears whole or not at all, replacing one of the same name. */
  public void write(Path file) throws IOException {
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(Channels.newOutputStream(channel));
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Reads a stream to its end into these very tensors, without another copy of them.
   *
   * @param in stays open
   * @param size bytes in the stream
   * @param name what messages call it
   * @throws ModelFormatException where it breaks the format, or has other tensors than these
   */
  public void fill(InputStream in, long size, String name) throws IOException {
    SafeTensorsReader.Allocation place =
        (tensor, dtype, shape) -> {
          checkKnown(Set.of(tensor), tensors.keySet());
          Tensor target = tensors.get(tensor);
          checkShape(tensor, shape, target.shape());
          if (!dtype.equals(target.dtype())) {
            throw new ModelFormatException(
                "Tensor " + tensor + " is " + dtype + ", not " + target.dtype());
          }
          return target;
        };
    Set<String> missing = new LinkedHashSet<>(tensors.keySet());
    missing.removeAll(new SafeTensorsReader(in, size, name, place).read().tensors().keySet());
    if (!missing.isEmpty()) {
      throw new ModelFormatException("Tensor " + missing.iterator().next() + " is missing");
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException where it breaks the format
   */
  public static SafeTensors read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), file.toString());
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in stays open
   * @param size bytes in the stream; nothing larger is ever allocated
   * @param name what messages call it
   * @throws ModelFormatException where it breaks the format
   */
  public static SafeTensors read(InputStream in, long size, String name) throws IOException {
    return new SafeTensorsReader(in, size, name, SafeTensorsReader.Allocation.NEW).read();
  }
}
