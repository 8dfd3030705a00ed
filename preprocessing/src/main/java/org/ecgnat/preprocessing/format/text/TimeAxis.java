package org.ecgnat.preprocessing.format.text;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.Arrays;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** The sampling rate that a column of time implies. */
final class TimeAxis {
  /** Written times are rounded, so 500.02 Hz means 500 Hz: 1 ms in 10 s. */
  private static final double ROUNDING = 1e-4;

  /** Of the mean: written times are rounded, and a lost sample makes a step twice as long. */
  private static final double SHORTEST_STEP = 0.5;

  private static final double LONGEST_STEP = 1.5;

  private double[] seconds = new double[1024];
  private int size;
  private int firstLine;

  /** Adds the time of a sample. */
  void add(double timeSeconds, int line) throws UnreadableRecordingException {
    if (Double.isNaN(timeSeconds)) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, "The time in line " + line + " is missing; declare samplingRateHz");
    }
    if (size == 0) {
      firstLine = line;
    }
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, size + (size >> 1));
    }
    seconds[size++] = timeSeconds;
  }

  /**
   * The rate.
   *
   * @throws UnreadableRecordingException where samples are not evenly spaced
   */
  double samplingRateHz() throws UnreadableRecordingException {
    double span = size < 2 ? 0 : seconds[size - 1] - seconds[0];
    if (!(span > 0)) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, "The column of time does not rise; declare samplingRateHz");
    }
    double rateHz = (size - 1) / span;
    for (int i = 1; i < size; i++) {
      double steps = (seconds[i] - seconds[i - 1]) * rateHz;
      if (!(steps > SHORTEST_STEP && steps < LONGEST_STEP)) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER,
            "The time in line "
                + (firstLine + i)
                + " is not one sample later than that before: samples are missing or the times are"
                + " wrong; if the times are, declare samplingRateHz");
      }
    }
    double whole = Math.rint(rateHz);
    return Math.abs(rateHz - whole) < ROUNDING * rateHz ? whole : rateHz;
  }
}
