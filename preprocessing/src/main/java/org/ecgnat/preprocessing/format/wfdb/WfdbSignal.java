package org.ecgnat.preprocessing.format.wfdb;

import java.util.Arrays;
import java.util.List;

/**
 * A signal of a record over the record's whole length, whatever it measures. Samples that are
 * marked as invalid, lie in a gap between segments, or in a segment without this signal are missing
 * (NaN).
 */
public final class WfdbSignal {
  private final SignalLine line;
  private final double samplingRateHz;
  private final int samples;
  private final List<Piece> pieces;

  /**
   * A stretch of the signal.
   *
   * @param start its first sample, in samples of the record
   * @param samples how many samples its segment has
   */
  record Piece(int start, int samples, DigitalSignal signal) {}

  private WfdbSignal(SignalLine line, double samplingRateHz, int samples, List<Piece> pieces) {
    this.line = line;
    this.samplingRateHz = samplingRateHz;
    this.samples = samples;
    this.pieces = pieces;
  }

  /**
   * A signal.
   *
   * @param line its name, unit and samples a frame
   * @param frameRateHz frames a second of the record
   * @param frames frames of the record
   * @param pieces in order of time, without overlap; what lies between them is missing
   */
  static WfdbSignal of(SignalLine line, double frameRateHz, int frames, List<Piece> pieces) {
    int perFrame = line.samplesPerFrame();
    return new WfdbSignal(
        line, frameRateHz * perFrame, Math.multiplyExact(frames, perFrame), List.copyOf(pieces));
  }

  /** What is measured, as the header says it: the lead's name, for an ECG. */
  public String name() {
    return line.description();
  }

  /** The physical unit, as the header states it. */
  public String units() {
    return line.units();
  }

  /** Whether the header states a gain; otherwise {@link #physical} assumes 200 units a mV. */
  public boolean isCalibrated() {
    return line.gain() != 0;
  }

  /** Samples of this signal a second: its samples a frame times the frames a second. */
  public double samplingRateHz() {
    return samplingRateHz;
  }

  /** How many samples this signal has, missing ones among them. */
  public int samples() {
    return samples;
  }

  /** What the first segment with this signal says about it. */
  SignalLine line() {
    return line;
  }

  /** What the files hold. */
  List<Piece> pieces() {
    return pieces;
  }

  boolean hasSamples() {
    return pieces.stream().anyMatch(piece -> piece.signal().available() > 0);
  }

  /** The samples in {@link #units}, {@code (sample − baseline) / gain}; NaN where missing. */
  public float[] physical() {
    return values(1);
  }

  /**
   * The samples in another unit.
   *
   * @param scale how many of that unit make one of {@link #units}
   */
  float[] values(double scale) {
    float[] values = new float[samples];
    int written = 0;
    for (Piece piece : pieces) {
      Arrays.fill(values, written, piece.start(), Float.NaN);
      Calibration.of(piece.signal().line(), scale)
          .apply(piece.signal(), values, piece.start(), piece.samples());
      written = piece.start() + piece.samples();
    }
    Arrays.fill(values, written, samples, Float.NaN);
    return values;
  }
}
