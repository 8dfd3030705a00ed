package org.ecgnat.preprocessing.format.scp;

import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Tag 14 of section 1: what made the recording (EN 1064, 5.4.5).
 *
 * @param manufacturer its maker
 * @param model its model
 * @param institution the number of the institution that it stands in
 */
record AcquiringDevice(String manufacturer, String model, String institution) {
  static final AcquiringDevice UNKNOWN = new AcquiringDevice("", "", "");

  private static final List<String> MANUFACTURERS =
      List.of(
          "",
          "Burdick",
          "Cambridge",
          "Compumed",
          "Datamed",
          "Fukuda",
          "Hewlett-Packard",
          "Marquette Electronics",
          "Mortara Instruments",
          "Nihon Kohden",
          "Okin",
          "Quinton",
          "Siemens",
          "Spacelabs",
          "Telemed",
          "Hellige",
          "Esaote",
          "Schiller",
          "Picker-Schwarzer",
          "Elettronica Trentina",
          "Zwönitz");

  /** Department, device and type. */
  private static final int NUMBERS_BYTES = 5;

  private static final int MODEL_BYTES = 6;

  /** Versions, language, capabilities, mains frequency, reserved bytes. */
  private static final int CAPABILITIES_BYTES = 21;

  /** Reads the tag's value. */
  static AcquiringDevice parse(ScpSection value) throws UnreadableRecordingException {
    int institution = value.u16();
    value.bytes(NUMBERS_BYTES);
    int code = value.u8();
    String model = value.text(MODEL_BYTES);
    String manufacturer = code < MANUFACTURERS.size() ? MANUFACTURERS.get(code) : "";
    return new AcquiringDevice(
        manufacturer.isEmpty() ? tradeName(value) : manufacturer,
        model,
        institution == 0 ? "" : Integer.toString(institution));
  }

  /** The last of the texts behind the model; records up to version 1.2 end before. */
  private static String tradeName(ScpSection value) throws UnreadableRecordingException {
    if (value.remaining() <= CAPABILITIES_BYTES) {
      return "";
    }
    value.bytes(CAPABILITIES_BYTES);
    int programBytes = value.u8();
    if (value.remaining() < programBytes) {
      return "";
    }
    value.bytes(programBytes);
    value.text(); // serial number
    value.text(); // system software
    value.text(); // SCP software
    return value.text();
  }
}
