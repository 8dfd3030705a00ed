package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.layers.Pass;

/**
 * The residual network of {@link ResidualConfig}; its one stage is the output of the last block.
 */
public final class ResidualEncoder extends Encoder {
  private final ResidualConfig config;
  private final List<ResidualBlock> blocks = new ArrayList<>();

  /**
   * Declares {@code blocks}.
   *
   * @param config the architecture
   */
  public ResidualEncoder(ResidualConfig config) {
    super(config);
    this.config = config;
    int inputs = config.leads();
    for (int i = 0; i < config.widths().size(); i++) {
      int outputs = config.widths().get(i);
      ResidualBlock block =
          new ResidualBlock(inputs, outputs, config.kernels(), config.strides().get(i));
      blocks.add(addChildBlock("blocks." + i, block));
      inputs = outputs;
    }
  }

  @Override
  public ResidualConfig config() {
    return config;
  }

  @Override
  protected List<NDArray> stages(NDArray signal, Pass pass) {
    NDArray output = signal;
    for (ResidualBlock block : blocks) {
      output = block.apply(output, pass);
    }
    return List.of(output.swapAxes(1, 2));
  }

  @Override
  protected long tokens(long samples) {
    long tokens = samples;
    for (int stride : config.strides()) {
      tokens = (tokens + stride - 1) / stride;
    }
    return tokens;
  }
}
