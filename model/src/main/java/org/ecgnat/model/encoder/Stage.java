package org.ecgnat.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.attention.BandConstants;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;

/**
 * The attention blocks at one resolution, {@code (batch, tokens, channels)} in and out. Every
 * second block is dilated where the stage has a dilation.
 */
final class Stage extends NetworkBlock {
  private final List<AttentionBlock> blocks = new ArrayList<>();

  /**
   * Declares the blocks {@code 0}, {@code 1}, ….
   *
   * @param config the architecture
   * @param stage number of the stage, from 0
   * @param firstPlace number of its first block in the network
   */
  Stage(EcgNatConfig config, int stage, int firstPlace) {
    BandConstants near = new BandConstants(config.kernelSize(), 1, config.headDimension());
    int dilation = config.dilations().get(stage);
    BandConstants far =
        dilation == 1
            ? near
            : new BandConstants(config.kernelSize(), dilation, config.headDimension());
    for (int i = 0; i < config.depths().get(stage); i++) {
      AttentionBlock block =
          new AttentionBlock(
              firstPlace + i, config.width(stage), config.mlpRatio(), i % 2 == 1 ? far : near);
      blocks.add(addChildBlock(Integer.toString(i), block));
    }
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    NDArray tokens = input;
    for (AttentionBlock block : blocks) {
      tokens = block.apply(tokens, pass);
    }
    return tokens;
  }

  @Override
  protected Shape outputShape(Shape input) {
    return input;
  }
}
