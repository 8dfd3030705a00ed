package org.ecgnat.preprocessing.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.quality.measurement.ConditionedSignal;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;

/** Puts windows together again. */
public final class ConditionedSignals {
  /** Windows hold 0 where samples are missing; so many in a row are no signal. */
  private static final double GAP_SECONDS = 0.04;

  private ConditionedSignals() {}

  /**
   * The signal of consecutive windows of one recording. Leads that are absent in all of them are
   * left out; what lies in no window or is missing is NaN.
   *
   * @param windows in order of time, at least one, all of one recipe
   * @param mostSeconds so much is put together from the start of the first window
   */
  public static ConditionedSignal of(List<Window> windows, double mostSeconds) {
    double start = windows.get(0).startSeconds();
    List<DecodedWindow> decoded = new ArrayList<>();
    int mask = 0;
    double end = 0;
    for (Window window : windows) {
      if (!decoded.isEmpty()
          && window.startSeconds() + window.validSeconds() - start > mostSeconds) {
        break;
      }
      DecodedWindow values = WindowCodec.decode(window.signal());
      decoded.add(values);
      mask |= values.leadMask();
      end = window.startSeconds() + window.validSeconds() - start;
    }
    double rateHz = decoded.get(0).samplingRateHz();
    List<Lead> leads = new ArrayList<>();
    for (Lead lead : Lead.STANDARD) {
      if ((mask >> lead.ordinal() & 1) == 1) {
        leads.add(lead);
      }
    }
    float[][] values = new float[leads.size()][(int) Math.round(end * rateHz)];
    for (int row = 0; row < values.length; row++) {
      Arrays.fill(values[row], Float.NaN);
      for (int w = 0; w < decoded.size(); w++) {
        copy(leads.get(row), windows.get(w), start, decoded.get(w), values[row]);
      }
    }
    Amplitude amplitude =
        decoded.get(0).amplitudeKnown() ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN;
    return new ConditionedSignal(rateHz, leads, values, amplitude);
  }

  private static void copy(
      Lead lead, Window window, double start, DecodedWindow decoded, float[] target) {
    if (!decoded.present(lead)) {
      return;
    }
    double rateHz = decoded.samplingRateHz();
    int at = (int) Math.round((window.startSeconds() - start) * rateHz);
    int samples =
        Math.min(
            (int) Math.round(window.validSeconds() * rateHz),
            Math.min(decoded.samples(), target.length - at));
    System.arraycopy(
        decoded.signal(), lead.ordinal() * decoded.samples(), target, at, Math.max(0, samples));
    for (QualityFinding finding : window.quality()) {
      if (finding.code().equals("missing") && finding.lead().equals(lead.label())) {
        markGaps(target, at, at + samples, (int) Math.ceil(GAP_SECONDS * rateHz));
      }
    }
  }

  private static void markGaps(float[] x, int from, int to, int shortest) {
    int run = 0;
    for (int i = from; i <= to; i++) {
      if (i < to && x[i] == 0) {
        run++;
      } else {
        if (run >= shortest) {
          Arrays.fill(x, i - run, i, Float.NaN);
        }
        run = 0;
      }
    }
  }
}
