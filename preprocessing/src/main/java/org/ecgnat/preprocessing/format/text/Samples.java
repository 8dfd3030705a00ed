package org.ecgnat.preprocessing.format.text;

import java.util.Arrays;

/** Numbers that are appended one by one. */
final class Samples {
  private static final int FIRST_CAPACITY = 1024;

  private float[] values = new float[FIRST_CAPACITY];
  private int size;

  void add(float value) {
    if (size == values.length) {
      // half as much again: doubling arrays of a big file would outgrow it
      values = Arrays.copyOf(values, size + (size >> 1));
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  float[] toArray() {
    return Arrays.copyOf(values, size);
  }
}
