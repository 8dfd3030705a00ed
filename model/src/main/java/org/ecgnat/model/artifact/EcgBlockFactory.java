package org.ecgnat.model.artifact;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Makes the network of a model directory for DJL's {@code Criteria}, which finds this class by
 * {@code serving.properties}. The network takes signals {@code (windows, leads, samples)} and which
 * leads are present {@code (windows, leads)}, and gives logits {@code (windows, classes)}.
 */
public final class EcgBlockFactory implements BlockFactory {

  private static final long serialVersionUID = 1L;

  /** For DJL. */
  public EcgBlockFactory() {}

  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) throws IOException {
    ModelDirectory directory = ModelDirectory.open(modelPath);
    directory.description().requireTask();
    return ServingNetwork.load(directory, model.getNDManager());
  }
}
