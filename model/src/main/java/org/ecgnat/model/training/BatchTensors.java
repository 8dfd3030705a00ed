package org.ecgnat.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts the examples of a batch into arrays. */
public final class BatchTensors {
  private BatchTensors() {}

  /**
   * Stacks rows of equal length.
   *
   * @param manager owns the array
   * @param rows one an example
   * @param shape of a row's values
   * @return {@code (rows, shape…)}
   * @throws IllegalArgumentException if a row has another length
   */
  public static NDArray stack(NDManager manager, List<float[]> rows, long... shape) {
    int size = Math.toIntExact(new Shape(shape).size());
    float[] values = new float[Math.multiplyExact(size, rows.size())];
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.get(i);
      if (row.length != size) {
        throw new IllegalArgumentException(
            "Example %d of the batch has %d values, not %d as %s needs"
                .formatted(i, row.length, size, new Shape(shape)));
      }
      System.arraycopy(row, 0, values, i * size, size);
    }
    return manager.create(values, new Shape(rows.size()).addAll(new Shape(shape)));
  }

  /**
   * The signals of examples, {@code (batch, leads, samples)}.
   *
   * @param manager owns the array
   * @param examples all of one length
   * @param leads rows of a signal
   */
  public static NDArray signals(NDManager manager, List<TrainingExample> examples, int leads) {
    int samples = examples.get(0).signal().length / leads;
    return stack(manager, examples.stream().map(TrainingExample::signal).toList(), leads, samples);
  }

  /**
   * Which leads are present, {@code [batch][leads]}, 1 or 0.
   *
   * @param examples the batch
   * @param leads rows of a signal
   */
  public static float[][] presence(List<TrainingExample> examples, int leads) {
    float[][] presence = new float[examples.size()][leads];
    for (int i = 0; i < presence.length; i++) {
      for (int lead = 0; lead < leads; lead++) {
        presence[i][lead] = examples.get(i).leadMask() >> lead & 1;
      }
    }
    return presence;
  }

  /**
   * The same as an array {@code (batch, leads)}; empty where all are in every example.
   *
   * @param manager owns the array
   * @param examples the batch
   * @param leads rows of a signal
   */
  public static Optional<NDArray> present(
      NDManager manager, List<TrainingExample> examples, int leads) {
    int all = (1 << leads) - 1;
    return examples.stream().allMatch(example -> (example.leadMask() & all) == all)
        ? Optional.empty()
        : Optional.of(stack(manager, Arrays.asList(presence(examples, leads)), leads));
  }
}
