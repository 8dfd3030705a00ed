package org.ecgnat.jobs.training;

import org.ecgnat.jobs.config.Task.Targets;
import org.ecgnat.model.training.TrainingExample;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/**
 * A window that takes part, still encoded.
 *
 * @param key the first 64 bits of its id
 * @param signal the bytes of {@code WindowCodec}
 * @param targets empty arrays without labels
 */
record SelectedWindow(long key, byte[] signal, Targets targets) {
  private static final int KEY_DIGITS = 16;

  static SelectedWindow of(CorpusWindow window, Targets targets) {
    long key = Long.parseUnsignedLong(window.windowId().substring(0, KEY_DIGITS), 16);
    return new SelectedWindow(key, window.signal(), targets);
  }

  TrainingExample decode(int epoch) {
    DecodedWindow window = WindowCodec.decode(signal);
    return new TrainingExample(
        key, epoch, window.signal(), window.leadMask(), targets.present(), targets.known());
  }
}
