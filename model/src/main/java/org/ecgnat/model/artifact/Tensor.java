package org.ecgnat.model.artifact;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** An array of numbers with a shape, row-major, as it lies in a safetensors file. */
public sealed interface Tensor {

  /** The dimensions; empty for a scalar. */
  List<Long> shape();

  /** The name of the element type in the file. */
  String dtype();

  /** The number of elements. */
  int elements();

  /** Bytes an element. */
  int elementBytes();

  /** Puts {@code count} elements from {@code first} on at the buffer's position. */
  void put(ByteBuffer target, int first, int count);

  /** Fills {@code count} elements from {@code first} on from the buffer's position. */
  void fill(ByteBuffer source, int first, int count);

  /** The elements of a shape, refusing negative dimensions and more than an array can hold. */
  static int elements(List<Long> shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new ArithmeticException("negative dimension in " + shape);
      }
      product = Math.multiplyExact(product, dimension);
    }
    if (product > Integer.MAX_VALUE - 8) {
      throw new ArithmeticException(shape + " is larger than an array");
    }
    return (int) product;
  }

  private static List<Long> checked(List<Long> shape, int length) {
    if (elements(shape) != length) {
      throw new IllegalArgumentException("Shape " + shape + " for " + length + " elements");
    }
    return List.copyOf(shape);
  }

  /**
   * 32-bit floats.
   *
   * @param shape the dimensions
   * @param values the elements, not copied
   */
  record Floats(List<Long> shape, float[] values) implements Tensor {

    /** Checks the shape. */
    public Floats {
      shape = checked(shape, values.length);
    }

    /** A vector. */
    public static Floats vector(float[] values) {
      return new Floats(List.of((long) values.length), values);
    }

    @Override
    public String dtype() {
      return "F32";
    }

    @Override
    public int elements() {
      return values.length;
    }

    @Override
    public int elementBytes() {
      return Float.BYTES;
    }

    @Override
    public void put(ByteBuffer target, int first, int count) {
      target.asFloatBuffer().put(values, first, count);
    }

    @Override
    public void fill(ByteBuffer source, int first, int count) {
      source.asFloatBuffer().get(values, first, count);
    }
  }

  /**
   * 32-bit floats that lie within a longer array, for example a parameter within the flat vector of
   * all weights.
   *
   * @param shape the dimensions
   * @param array holds the elements, not copied
   * @param offset of the first element
   */
  record FloatsWithin(List<Long> shape, float[] array, int offset) implements Tensor {

    /** Checks shape and offset. */
    public FloatsWithin {
      shape = List.copyOf(shape);
      Objects.checkFromIndexSize(offset, Tensor.elements(shape), array.length);
    }

    @Override
    public String dtype() {
      return "F32";
    }

    @Override
    public int elements() {
      return Tensor.elements(shape);
    }

    @Override
    public int elementBytes() {
      return Float.BYTES;
    }

    @Override
    public void put(ByteBuffer target, int first, int count) {
      target.asFloatBuffer().put(array, offset + first, count);
    }

    @Override
    public void fill(ByteBuffer source, int first, int count) {
      source.asFloatBuffer().get(array, offset + first, count);
    }
  }

  /**
   * 64-bit floats.
   *
   * @param shape the dimensions
   * @param values the elements, not copied
   */
  record Doubles(List<Long> shape, double[] values) implements Tensor {

    /** Checks the shape. */
    public Doubles {
      shape = checked(shape, values.length);
    }

    /** A vector. */
    public static Doubles vector(double[] values) {
      return new Doubles(List.of((long) values.length), values);
    }

    @Override
    public String dtype() {
      return "F64";
    }

    @Override
    public int elements() {
      return values.length;
    }

    @Override
    public int elementBytes() {
      return Double.BYTES;
    }

    @Override
    public void put(ByteBuffer target, int first, int count) {
      target.asDoubleBuffer().put(values, first, count);
    }

    @Override
    public void fill(ByteBuffer source, int first, int count) {
      source.asDoubleBuffer().get(values, first, count);
    }
  }

  /**
   * 64-bit integers.
   *
   * @param shape the dimensions
   * @param values the elements, not copied
   */
  record Longs(List<Long> shape, long[] values) implements Tensor {

    /** Checks the shape. */
    public Longs {
      shape = checked(shape, values.length);
    }

    /** A vector. */
    public static Longs vector(long... values) {
      return new Longs(List.of((long) values.length), values);
    }

    @Override
    public String dtype() {
      return "I64";
    }

    @Override
    public int elements() {
      return values.length;
    }

    @Override
    public int elementBytes() {
      return Long.BYTES;
    }

    @Override
    public void put(ByteBuffer target, int first, int count) {
      target.asLongBuffer().put(values, first, count);
    }

    @Override
    public void fill(ByteBuffer source, int first, int count) {
      source.asLongBuffer().get(values, first, count);
    }
  }
}
