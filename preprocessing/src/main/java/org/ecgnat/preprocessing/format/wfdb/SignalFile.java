package org.ecgnat.preprocessing.format.wfdb;

import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** An opened signal file. */
interface SignalFile {

  /** How many whole frames it holds. */
  long frames();

  /** The value that stands for a missing sample. */
  int invalid();

  /**
   * The samples of one signal, before its skew is taken out.
   *
   * @param row which of the file's signals, from 0
   * @param frames no more than {@link #frames}
   * @return {@code frames · samplesPerFrame} values of the converter
   * @throws UnreadableRecordingException where the file is damaged there
   */
  int[] samples(int row, int frames) throws UnreadableRecordingException;
}
