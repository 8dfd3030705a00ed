package org.ecgnat.jobs.training;

import org.ecgnat.model.training.TrainingExample;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;

/**
 * A window that takes part, still encoded.
 *
 * @param key the first 64 bits of its id
 * @param signal the bytes of {@code WindowCodec}
 * @param targets what is to be told from it
 */
record SelectedWindow(long key, byte[] signal, WindowTargets targets) {
  private static final int KEY_DIGITS = 16;

  /** Bytes of objects around signal and targets, roughly. */
  private static final int OVERHEAD_BYTES = 200;

  static SelectedWindow of(CorpusWindow window, WindowTargets targets) {
    long key = Long.parseUnsignedLong(window.windowId().substring(0, KEY_DIGITS), 16);
    return new SelectedWindow(key, window.signal(), targets);
  }

  TrainingExample decode(int epoch) {
    DecodedWindow window = WindowCodec.decode(signal);
    return new TrainingExample(
        key, epoch, window.signal(), window.leadMask(), targets.values(), targets.known());
  }

  /** Bytes of memory that it takes. */
  int bytes() {
    return signal.length + targets.bytes() + OVERHEAD_BYTES;
  }
}
