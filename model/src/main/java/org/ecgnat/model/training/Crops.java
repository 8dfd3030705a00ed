package org.ecgnat.model.training;

import java.io.Serializable;

/**
 * Pieces of a window that a network looks at: one at a random place in training, several evenly
 * spread ones with averaged features in use. A linear head makes that the mean of their logits.
 *
 * @param samples of a piece; 0 for whole windows
 * @param count pieces that are averaged in use, from the window's first sample to its last
 */
public record Crops(int samples, int count) implements Serializable {
  /** Whole windows. */
  public static final Crops NONE = new Crops(0, 1);

  /** Checks the numbers. */
  public Crops {
    if (samples < 0 || count < 1) {
      throw new IllegalArgumentException(
          "Crops need a length (%d) and a number of at least 1 (%d)".formatted(samples, count));
    }
  }

  /** Whether a window of so many samples is cut at all. */
  public boolean cut(int window) {
    return samples > 0 && samples < window;
  }

  /** Samples of what is looked at of a window of so many samples. */
  public int length(int window) {
    return cut(window) ? samples : window;
  }

  /**
   * First sample of a piece of a window that is cut.
   *
   * @param index from 0 to {@code count} − 1
   * @param window samples of the window
   */
  public int start(int index, int window) {
    int free = window - samples;
    return count == 1
        ? free / 2
        : Math.toIntExact((2L * index * free + count - 1) / (2L * (count - 1)));
  }
}
