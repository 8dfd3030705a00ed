package org.ecgnat.preprocessing.quality.measurement;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;

/**
 * What can be measured of a recording, by what is known of it.
 *
 * @param intervals durations and axes of waves; not where a pacemaker makes the beats, nor where
 *     the rate or an earlier filter leaves no sharp bounds
 * @param voltages amplitudes
 */
record Measurability(boolean intervals, boolean voltages) {
  private static final double LOWEST_RATE_HZ = 200;
  private static final double INTERVALS_UP_TO_HZ = 40;
  private static final double VOLTAGES_UP_TO_HZ = 100;
  private static final double VOLTAGES_FROM_HZ = 0.5;

  /** Codes that state a paced rhythm. */
  private static final Map<String, Set<String>> PACED =
      Map.of(
          "scp", Set.of("PACE"),
          "snomed", Set.of("10370003", "251266004", "251267008", "251268003"));

  static Measurability of(EcgRecording recording) {
    double low = recording.priorBand().map(Band::lowHz).orElse(0.0);
    double high = recording.priorBand().map(Band::highHz).orElse(Double.MAX_VALUE);
    boolean paced = isPaced(recording);
    boolean intervals =
        !paced && recording.samplingRateHz() >= LOWEST_RATE_HZ && high >= INTERVALS_UP_TO_HZ;
    boolean voltages =
        intervals
            && recording.amplitude() == Amplitude.MILLIVOLTS
            && high >= VOLTAGES_UP_TO_HZ
            && low <= VOLTAGES_FROM_HZ;
    return new Measurability(intervals, voltages);
  }

  private static boolean isPaced(EcgRecording recording) {
    String stated = recording.context().pacemaker().strip().toLowerCase(Locale.ROOT);
    boolean denied = stated.isEmpty() || Set.of("no", "none", "false", "0", "nan").contains(stated);
    return !denied
        || recording.labels().stream()
            .anyMatch(
                label ->
                    !label.certainty().equals("absent")
                        && PACED.getOrDefault(label.system(), Set.of()).contains(label.code()));
  }
}
