package org.ecgnat.model.artifact;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.List;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** A raw recording to its prediction: all its windows are one batch. */
final class RecordingTranslator implements NoBatchifyTranslator<EcgRecording, Prediction> {

  private static final String KEY = "recordKey";
  private static final String CONDITIONED = "conditioned";

  private final ModelDescription description;
  private final Answers answers;

  RecordingTranslator(ModelDirectory directory) {
    description = directory.description();
    answers = new Answers(directory);
  }

  @Override
  public NDList processInput(TranslatorContext context, EcgRecording recording) {
    ConditionedRecording conditioned = ConditionedRecording.of(recording, description.recipe());
    context.setAttachment(KEY, recording.recordKey());
    context.setAttachment(CONDITIONED, conditioned);
    // the network is asked in any case; without windows its answer about this one is not looked at
    List<DecodedWindow> windows =
        conditioned.windows().isEmpty() ? List.of(silence()) : conditioned.windows();
    return ServingNetwork.inputs(context.getNDManager(), description.encoder(), windows);
  }

  @Override
  public Prediction processOutput(TranslatorContext context, NDList outputs) {
    NDArray logits = outputs.singletonOrThrow();
    int windows = Math.toIntExact(logits.getShape().get(0));
    float[][] rows = new float[windows][];
    for (int i = 0; i < windows; i++) {
      rows[i] = logits.get(i).toFloatArray();
    }
    return answers.of(
        (String) context.getAttachment(KEY),
        (ConditionedRecording) context.getAttachment(CONDITIONED),
        rows);
  }

  private DecodedWindow silence() {
    EncoderConfig encoder = description.encoder();
    float[] signal = new float[encoder.leads() * encoder.samples()];
    return new DecodedWindow((float) encoder.samplingRateHz(), encoder.samples(), 0, true, signal);
  }
}
