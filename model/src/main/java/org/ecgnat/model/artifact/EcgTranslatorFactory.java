package org.ecgnat.model.artifact;

import ai.djl.Model;
import ai.djl.translate.TranslateException;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorFactory;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * What a caller of DJL's {@code Criteria} passes with {@code optTranslatorFactory}: a raw recording
 * to its {@link Prediction}, or the bytes of one window ({@code WindowCodec}) to the JSON of a
 * {@link Prediction} for that window alone. Serializable, so that Spark tasks can carry it.
 */
public final class EcgTranslatorFactory implements TranslatorFactory, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Pair<Type, Type> RECORDINGS =
      new Pair<>(EcgRecording.class, Prediction.class);
  private static final Pair<Type, Type> WINDOWS = new Pair<>(byte[].class, byte[].class);

  /** For DJL and its callers. */
  public EcgTranslatorFactory() {}

  @Override
  public Set<Pair<Type, Type>> getSupportedTypes() {
    return Set.of(RECORDINGS, WINDOWS);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <I, O> Translator<I, O> newInstance(
      Class<I> input, Class<O> output, Model model, Map<String, ?> arguments)
      throws TranslateException {
    ModelDirectory directory;
    try {
      directory = ModelDirectory.open(model.getModelPath());
    } catch (IOException e) {
      throw new TranslateException(e.getMessage(), e);
    }
    if (input == EcgRecording.class && output == Prediction.class) {
      return (Translator<I, O>) new RecordingTranslator(directory);
    }
    if (input == byte[].class && output == byte[].class) {
      return (Translator<I, O>) new WindowTranslator(directory);
    }
    throw new IllegalArgumentException("Unsupported types: " + input + " to " + output);
  }
}
