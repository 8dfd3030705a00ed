package org.ecgnat.jobs.training.averaging;

import ai.djl.util.Float16Utils;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * A vector on its way between driver and workers: on the wire its length and its elements as little
 * endian bytes, in single precision or, at half the size, in IEEE 754 half precision over a power
 * of two that brings the largest element close to the largest half.
 */
public final class FlatVector implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int CHUNK = 1 << 16;

  /** The greatest power of two that is finite as a half. */
  private static final int LARGEST_EXPONENT = 15;

  // Exactly one of the two is there; both are written by writeObject as bytes.
  private transient float[] singles;
  private transient short[] halves;
  private final float scale;

  private FlatVector(float[] singles, short[] halves, float scale) {
    this.singles = singles;
    this.halves = halves;
    this.scale = scale;
  }

  /** A vector in single precision; the array is not copied. */
  public static FlatVector of(float[] values) {
    return new FlatVector(Objects.requireNonNull(values), null, 1);
  }

  /**
   * A vector in half precision: an element is off by at most 2⁻¹¹ of itself or 2⁻³⁹ of the largest,
   * whichever is more. What is not finite stays so.
   */
  public static FlatVector halves(float[] values) {
    float largest = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    int exponent = largest == 0 ? 0 : Math.getExponent(largest) - (LARGEST_EXPONENT - 1);
    float scale = Math.scalb(1f, Math.max(exponent, Float.MIN_EXPONENT));
    short[] halves = new short[values.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float16Utils.floatToHalf(values[i] / scale);
    }
    return new FlatVector(null, halves, scale);
  }

  /** Its elements. */
  public int length() {
    return singles != null ? singles.length : halves.length;
  }

  /** A copy of the elements from {@code begin} to before {@code end}, no more precise than this. */
  public FlatVector slice(int begin, int end) {
    return singles != null
        ? of(Arrays.copyOfRange(singles, begin, end))
        : new FlatVector(null, Arrays.copyOfRange(halves, begin, end), scale);
  }

  /** The element at an index. */
  float get(int index) {
    return singles != null ? singles[index] : Float16Utils.halfToFloat(halves[index]) * scale;
  }

  /** All elements; in single precision the array itself. */
  public float[] values() {
    if (singles != null) {
      return singles;
    }
    float[] values = new float[halves.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeBoolean(singles != null);
    out.writeInt(length());
    byte[] bytes = new byte[CHUNK];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (singles != null) {
      FloatBuffer floats = chunk.asFloatBuffer();
      for (int i = 0; i < singles.length; i += floats.position()) {
        floats.clear().put(singles, i, Math.min(floats.capacity(), singles.length - i));
        out.write(bytes, 0, floats.position() * Float.BYTES);
      }
    } else {
      ShortBuffer shorts = chunk.asShortBuffer();
      for (int i = 0; i < halves.length; i += shorts.position()) {
        shorts.clear().put(halves, i, Math.min(shorts.capacity(), halves.length - i));
        out.write(bytes, 0, shorts.position() * Short.BYTES);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    boolean single = in.readBoolean();
    int length = in.readInt();
    byte[] bytes = new byte[CHUNK];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (single) {
      singles = new float[length];
      FloatBuffer floats = chunk.asFloatBuffer();
      for (int i = 0; i < length; i += floats.position()) {
        int count = next(in, bytes, floats, length - i, Float.BYTES);
        floats.clear().get(singles, i, count);
      }
    } else {
      halves = new short[length];
      ShortBuffer shorts = chunk.asShortBuffer();
      for (int i = 0; i < length; i += shorts.position()) {
        int count = next(in, bytes, shorts, length - i, Short.BYTES);
        shorts.clear().get(halves, i, count);
      }
    }
  }

  /** Reads the bytes of as many elements as fit into the chunk. */
  private static int next(
      ObjectInputStream in, byte[] bytes, Buffer chunk, int left, int bytesAnElement)
      throws IOException {
    int count = Math.min(chunk.capacity(), left);
    in.readFully(bytes, 0, count * bytesAnElement);
    return count;
  }
}
