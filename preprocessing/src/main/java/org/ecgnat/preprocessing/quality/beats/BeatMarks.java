package org.ecgnat.preprocessing.quality.beats;

/**
 * The waves of a beat in one lead, or of all leads together.
 *
 * @param rPeak the sample that stands for the beat in all leads
 * @param p the P wave
 * @param qrs the QRS complex
 * @param t the T wave
 */
public record BeatMarks(int rPeak, WaveMarks p, WaveMarks qrs, WaveMarks t) {
  /** A beat of which a lead shows nothing. */
  static BeatMarks unseen(int rPeak) {
    return new BeatMarks(rPeak, WaveMarks.ABSENT, WaveMarks.ABSENT, WaveMarks.ABSENT);
  }

  BeatMarks withP(WaveMarks wave) {
    return new BeatMarks(rPeak, wave, qrs, t);
  }
}
