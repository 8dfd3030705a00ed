package org.ecgnat.jobs.inventory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;

/** Signals as strips show them, and what is printed beside them. */
final class StripSignal {
  private static final double SECONDS = 10;

  private StripSignal() {}

  /**
   * A window as a recording of its present leads, without its padding and without its patient.
   *
   * @param validSeconds how much of it is no padding
   */
  static EcgRecording of(DecodedWindow window, double validSeconds) {
    int samples =
        (int) Math.min(window.samples(), Math.round(validSeconds * window.samplingRateHz()));
    List<Lead> leads = Lead.STANDARD.stream().filter(window::present).toList();
    float[][] signal =
        leads.stream().map(lead -> window.lead(lead, samples)).toArray(float[][]::new);
    return recording(
        window.samplingRateHz(),
        leads,
        signal,
        window.amplitudeKnown() ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN);
  }

  /**
   * The first seconds of a recording with the median of each lead taken off, for what is not
   * filtered has an offset; without its patient. Values of unknown size are divided by the standard
   * deviation of each lead, as those of standardised windows are.
   */
  static EcgRecording centred(EcgRecording raw) {
    int samples = (int) Math.min(raw.samples(), Math.ceil(SECONDS * raw.samplingRateHz()));
    float[][] signal = new float[raw.leads().size()][];
    for (int row = 0; row < signal.length; row++) {
      signal[row] = Arrays.copyOf(raw.signal()[row], samples);
      float median = median(signal[row]);
      float divisor = raw.amplitude() == Amplitude.UNKNOWN ? deviation(signal[row]) : 1;
      for (int i = 0; i < samples; i++) {
        signal[row][i] = (signal[row][i] - median) / divisor;
      }
    }
    return recording(raw.samplingRateHz(), raw.leads(), signal, raw.amplitude());
  }

  private static EcgRecording recording(
      double rateHz, List<Lead> leads, float[][] signal, Amplitude amplitude) {
    return new EcgRecording(
        "",
        rateHz,
        leads,
        signal,
        amplitude,
        Optional.empty(),
        Patient.UNKNOWN,
        Optional.empty(),
        List.of(),
        AcquisitionContext.UNKNOWN,
        List.of());
  }

  private static float median(float[] values) {
    float[] sorted = known(values);
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static float deviation(float[] values) {
    float[] known = known(values);
    double sum = 0;
    double squares = 0;
    for (float value : known) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / Math.max(1, known.length);
    double variance = squares / Math.max(1, known.length) - mean * mean;
    return variance > 0 ? (float) Math.sqrt(variance) : 1;
  }

  private static float[] known(float[] values) {
    float[] known = new float[values.length];
    int count = 0;
    for (float value : values) {
      if (!Float.isNaN(value)) {
        known[count++] = value;
      }
    }
    return Arrays.copyOf(known, count);
  }

  /** A pass band, such as {@code 0.38–150 Hz}. */
  static String band(Band band) {
    return number(band.lowHz()) + "–" + number(band.highHz()) + " Hz";
  }

  /** A number without zeros at its end. */
  static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(3, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** What a file says of the filters of its device. */
  static Optional<String> deviceFilter(String stated) {
    return stated == null || stated.isBlank()
        ? Optional.empty()
        : Optional.of("device: " + stated.strip());
  }
}
