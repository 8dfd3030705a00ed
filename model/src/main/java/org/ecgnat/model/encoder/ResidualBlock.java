package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.layers.BatchNorm;
import org.ecgnat.model.layers.Convolution;
import org.ecgnat.model.layers.Convolution.Offset;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * Convolutions with batch normalisation and a rectifier after each, the last rectifier after the
 * input has been added: {@code (batch, inputs, length)} to {@code (batch, outputs, ⌈length /
 * stride⌉)}.
 */
final class ResidualBlock extends NetworkBlock {
  private final List<Convolution> convolutions = new ArrayList<>();
  private final List<BatchNorm> norms = new ArrayList<>();
  private final Optional<Convolution> shortcut;
  private final BatchNorm shortcutNorm;

  /**
   * Declares {@code conv} and {@code norm} by number, and {@code shortcut.conv} and {@code
   * shortcut.norm}; the shortcut has a convolution where it changes the shape.
   *
   * @param inputs channels in
   * @param outputs channels out
   * @param kernels lengths of the convolutions, odd
   * @param stride of the first convolution and the shortcut
   */
  ResidualBlock(int inputs, int outputs, List<Integer> kernels, int stride) {
    int channels = inputs;
    int step = stride;
    for (int i = 0; i < kernels.size(); i++) {
      int kernel = kernels.get(i);
      convolutions.add(
          addChildBlock(
              "conv." + i,
              new Convolution(channels, outputs, kernel, step, kernel / 2, Offset.NONE)));
      norms.add(addChildBlock("norm." + i, new BatchNorm(outputs)));
      channels = outputs;
      step = 1;
    }
    shortcut =
        inputs == outputs && stride == 1
            ? Optional.empty()
            : Optional.of(
                addChildBlock(
                    "shortcut.conv", new Convolution(inputs, outputs, 1, stride, 0, Offset.NONE)));
    shortcutNorm = addChildBlock("shortcut.norm", new BatchNorm(outputs));
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray output = input;
    for (int i = 0; i < convolutions.size(); i++) {
      output = norms.get(i).apply(convolutions.get(i).apply(output, pass), pass);
      if (i + 1 < convolutions.size()) {
        output = output.getNDArrayInternal().relu();
      }
    }
    NDArray passed = shortcut.map(convolution -> convolution.apply(input, pass)).orElse(input);
    return output.add(shortcutNorm.apply(passed, pass)).getNDArrayInternal().relu();
  }

  @Override
  protected Shape outputShape(Shape input) {
    return convolutions.get(0).getOutputShapes(new Shape[] {input})[0];
  }
}
