package org.ecgnat.preprocessing.format;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Where the leads are steep: a crude detector of QRS complexes for clean recordings. */
public final class SlopePeaks {
  private SlopePeaks() {}

  /** Times of the steepest places in ms, at least 250 ms apart. */
  public static List<Integer> milliseconds(EcgRecording recording) {
    int samples = recording.samples();
    double perMillisecond = recording.samplingRateHz() / 1000;
    int reach = (int) (4 * perMillisecond);
    double[] slope = new double[samples];
    for (float[] lead : recording.signal()) {
      for (int i = reach; i < samples - reach; i++) {
        slope[i] += Math.abs(lead[i + reach] - lead[i - reach]);
      }
    }
    int half = (int) (24 * perMillisecond);
    double[] energy = new double[samples];
    double largest = 0;
    for (int i = half; i < samples - half; i++) {
      for (int j = i - half; j <= i + half; j++) {
        energy[i] += slope[j];
      }
      largest = Math.max(largest, energy[i]);
    }
    List<Integer> times = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      if (energy[i] > 0.4 * largest) {
        int top = i;
        for (int j = i; j < Math.min(samples, i + 200 * perMillisecond); j++) {
          top = energy[j] > energy[top] ? j : top;
        }
        times.add((int) Math.round(top / perMillisecond));
        i = top + (int) (250 * perMillisecond);
      }
    }
    return times;
  }

  /** Beats a minute from the first to the last of them. */
  public static double rate(EcgRecording recording) {
    List<Integer> times = milliseconds(recording);
    int last = times.size() - 1;
    return 60_000.0 * last / (times.get(last) - times.get(0));
  }
}
