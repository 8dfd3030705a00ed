package org.ecgnat.model.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter lies in the flat vector of weights: one after the other in the order of the
 * list, each row-major.
 *
 * @param parameters names and shapes
 */
public record ParameterLayout(List<Entry> parameters) {

  /**
   * A parameter.
   *
   * @param name dotted name as in the safetensors file, such as {@code
   *     encoder.stages.0.1.norm1.weight}
   * @param shape its dimensions
   * @param offset where it starts in the flat vector
   */
  public record Entry(String name, List<Long> shape, int offset) {

    /** The number of its elements. */
    public int size() {
      return Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
    }
  }

  /** Copies the list. */
  public ParameterLayout {
    parameters = List.copyOf(parameters);
  }

  /** Lays parameters out one after the other. */
  public static ParameterLayout of(List<String> names, List<List<Long>> shapes) {
    List<Entry> entries = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < names.size(); i++) {
      Entry entry = new Entry(names.get(i), List.copyOf(shapes.get(i)), offset);
      entries.add(entry);
      offset = Math.addExact(offset, entry.size());
    }
    return new ParameterLayout(entries);
  }

  /** The length of the flat vector. */
  public int size() {
    return parameters.stream().mapToInt(Entry::size).sum();
  }
}
