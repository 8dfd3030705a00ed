package org.ecgnat.model.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A flat vector of numbers as one array a parameter: the weights, or an optimizer's moments.
 *
 * <p>On a CPU the arrays lie in one direct buffer that Java sees too, so that copying in and out is
 * a plain copy of memory and makes no handles.
 */
final class ParameterVector {

  // libtorch's own allocator aligns to this; its vector loads are fastest there
  private static final int ALIGNMENT_BYTES = 64;

  private final ParameterLayout layout;
  private final List<NDArray> arrays;
  private final List<ByteBuffer> buffers;
  private final Device device;

  /** A vector of zeros, whose arrays the manager owns. */
  ParameterVector(NDManager manager, ParameterLayout layout) {
    this.layout = layout;
    this.device = manager.getDevice();
    long bytes = 0;
    for (ParameterLayout.Entry entry : layout.parameters()) {
      bytes += aligned(entry);
    }
    ByteBuffer host =
        ByteBuffer.allocateDirect(Math.toIntExact(bytes + ALIGNMENT_BYTES))
            .alignedSlice(ALIGNMENT_BYTES);
    arrays = new ArrayList<>();
    buffers = new ArrayList<>();
    int position = 0;
    for (ParameterLayout.Entry entry : layout.parameters()) {
      ByteBuffer slice =
          host.slice(position, entry.size() * Float.BYTES).order(ByteOrder.nativeOrder());
      buffers.add(slice);
      arrays.add(manager.create(slice, shape(entry), DataType.FLOAT32));
      position += aligned(entry);
    }
  }

  ParameterLayout layout() {
    return layout;
  }

  /** The arrays, in the order of the layout. */
  List<NDArray> arrays() {
    return arrays;
  }

  /** A copy of the vector, {@code (parameters)}. */
  float[] read() {
    float[] values = new float[layout.size()];
    for (int i = 0; i < arrays.size(); i++) {
      ParameterLayout.Entry entry = layout.parameters().get(i);
      ByteBuffer source = device.isGpu() ? arrays.get(i).toByteBuffer() : buffers.get(i);
      source
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer()
          .get(values, entry.offset(), entry.size());
    }
    return values;
  }

  /** Replaces the vector. */
  void write(float[] values) {
    if (values.length != layout.size()) {
      throw new IllegalArgumentException(
          values.length + " numbers for a network of " + layout.size() + " parameters");
    }
    for (int i = 0; i < arrays.size(); i++) {
      ParameterLayout.Entry entry = layout.parameters().get(i);
      buffers.get(i).asFloatBuffer().put(values, entry.offset(), entry.size());
      if (device.isGpu()) {
        NDArray array = arrays.get(i);
        ByteBuffer buffer = buffers.get(i);
        Autograd.withoutRecording(
            () -> {
              array.set(buffer);
              return array;
            });
      }
    }
  }

  private static Shape shape(ParameterLayout.Entry entry) {
    return new Shape(entry.shape());
  }

  private static int aligned(ParameterLayout.Entry entry) {
    return (entry.size() * Float.BYTES + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
  }
}
