package org.ecgnat.model.artifact;

import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.util.List;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;

/** The bytes of a window to the JSON of its prediction. */
final class WindowTranslator implements Translator<byte[], byte[]> {

  private final ModelDescription description;
  private final Answers answers;

  WindowTranslator(ModelDirectory directory) {
    description = directory.description();
    answers = new Answers(directory);
  }

  @Override
  public NDList processInput(TranslatorContext context, byte[] bytes) {
    List<DecodedWindow> window = List.of(WindowCodec.decode(bytes));
    NDList inputs = ServingNetwork.inputs(context.getNDManager(), description.encoder(), window);
    // the batchifier stacks what is one window here
    return new NDList(inputs.get(0).squeeze(0), inputs.get(1).squeeze(0));
  }

  @Override
  public byte[] processOutput(TranslatorContext context, NDList outputs) throws IOException {
    float[] logits = outputs.singletonOrThrow().toFloatArray();
    return ModelJson.MAPPER.writeValueAsBytes(answers.ofWindow(logits));
  }

  @Override
  public Batchifier getBatchifier() {
    return Batchifier.STACK;
  }
}
