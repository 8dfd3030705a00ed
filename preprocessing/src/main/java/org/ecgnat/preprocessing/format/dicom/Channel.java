package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.ecgnat.preprocessing.format.FilterText;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A channel of a multiplex group that is a standard lead: {@code sample · factor + offset} (PS3.3
 * C.10.9.1.4.2), its first sample {@code skewSeconds} after the group's start (C.10.9.1.4.3).
 *
 * @param index its place among the interleaved channels
 * @param lead which
 * @param factor millivolts, or a unit of unknown size, a unit of the converter
 * @param offset in the same unit
 * @param known whether the result is in millivolts
 * @param skewSeconds delay of its samples
 * @param filter what it was filtered with, as text; empty where not stated
 */
record Channel(
    int index,
    Lead lead,
    double factor,
    double offset,
    boolean known,
    double skewSeconds,
    String filter) {
  /** Values of Channel Status (003A,0205) that say that there is no ECG in the channel. */
  private static final List<String> NO_SIGNAL = List.of("TEST DATA", "DISCONNECTED", "INVALID");

  private static final double LARGEST = 1e12;

  /** Whether something was connected to a channel. */
  static boolean isConnected(DataSet definition) {
    List<String> status = List.of(definition.text(Tag.CHANNEL_STATUS).split("\\\\"));
    return status.stream().noneMatch(value -> NO_SIGNAL.contains(value.strip()));
  }

  /**
   * Reads a channel definition.
   *
   * @param index its place, from 0
   * @param rateHz samples a second
   */
  static Channel of(DataSet definition, int index, Lead lead, double rateHz, UnitRule rule)
      throws UnreadableRecordingException {
    boolean voltage = rule == UnitRule.VOLTAGE_ONLY;
    OptionalDouble sensitivity = definition.decimal(Tag.SENSITIVITY);
    if (voltage && sensitivity.isEmpty()) {
      throw new UnreadableRecordingException(
          UNKNOWN_UNIT,
          "Channel "
              + (index + 1)
              + " has no Channel Sensitivity (003A,0210), so its amplitude is unknown; where the"
              + " source is standardised, say so in its source file (standardised: true)");
    }
    double scale = voltage ? millivolts(definition, index) : 1;
    double factor =
        sensitivity.orElse(1) * definition.decimal(Tag.CORRECTION_FACTOR).orElse(1) * scale;
    double offset = definition.decimal(Tag.BASELINE).orElse(0) * scale;
    if (factor == 0 || Math.abs(factor) > LARGEST || Math.abs(offset) > LARGEST) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER,
          "The sensitivity or baseline of channel " + (index + 1) + " is no possible one");
    }
    OptionalDouble time = definition.decimal(Tag.TIME_SKEW);
    double skew =
        time.isPresent()
            ? time.getAsDouble()
            : definition.decimal(Tag.SAMPLE_SKEW).orElse(0) / rateHz;
    return new Channel(
        index,
        lead,
        factor,
        offset,
        voltage && !definition.text(Tag.CHANNEL_STATUS).contains("UNCALIBRATED"),
        skew + definition.decimal(Tag.CHANNEL_OFFSET).orElse(0),
        filter(definition));
  }

  /** Millivolts in the unit of a channel's sensitivity (UCUM, CID 3082). */
  private static double millivolts(DataSet definition, int index)
      throws UnreadableRecordingException {
    String unit = definition.item(Tag.SENSITIVITY_UNITS).text(Tag.CODE_VALUE);
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "nv" -> 1e-6;
      case "uv", "\u00b5v" -> 1e-3;
      case "mv" -> 1;
      case "v" -> 1e3;
      default ->
          throw new UnreadableRecordingException(
              UNKNOWN_UNIT,
              "The unit of channel "
                  + (index + 1)
                  + " is none of nV, uV, mV, V; where the source is standardised, say so in its"
                  + " source file (standardised: true)");
    };
  }

  /** A corner of 0 Hz means no such filter. */
  private static String filter(DataSet definition) {
    return FilterText.of(
        definition.decimal(Tag.LOW_FREQUENCY).orElse(0),
        definition.decimal(Tag.HIGH_FREQUENCY).orElse(0),
        definition.decimal(Tag.NOTCH_FREQUENCY).orElse(0));
  }
}
