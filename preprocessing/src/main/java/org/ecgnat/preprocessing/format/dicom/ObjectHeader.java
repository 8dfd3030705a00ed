package org.ecgnat.preprocessing.format.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Who, when and with what: Patient and Patient Study (PS3.3 C.7.1.1, C.7.2.2), Waveform
 * Identification (C.10.8), General Equipment (C.7.5.1). Names and free texts are not among the
 * elements that are kept.
 */
final class ObjectHeader {
  private static final Pattern AGE = Pattern.compile("(\\d{3})([DWMY])");
  private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
  private static final Pattern TIME =
      Pattern.compile("(\\d{2}):?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,9}))?)?");
  private static final Pattern DATE_TIME =
      Pattern.compile("(\\d{8})(\\d{4,6}(?:\\.\\d{1,9})?)([+-]\\d{4})?");
  private static final int OLDEST = 130;

  private final DataSet object;

  ObjectHeader(DataSet object) {
    this.object = object;
  }

  Patient patient() {
    return new Patient(text(Tag.PATIENT_ID), age(), Sex.parse(text(Tag.SEX)));
  }

  /**
   * @param filters how the channels were filtered
   */
  AcquisitionContext context(String filters) {
    return new AcquisitionContext(
        text(Tag.MANUFACTURER),
        text(Tag.MODEL),
        object.item(Tag.INSTITUTION_CODES).text(Tag.CODE_VALUE, charset()),
        filters,
        "",
        "");
  }

  /** The acquisition's time; without a zone in the object it counts as UTC. */
  Optional<Instant> recordedAt() {
    try {
      Matcher whole = DATE_TIME.matcher(text(Tag.ACQUISITION_DATE_TIME));
      if (whole.matches()) {
        String zone = whole.group(3) == null ? text(Tag.ZONE) : whole.group(3);
        return instant(whole.group(1), whole.group(2), zone);
      }
      Optional<Instant> acquired =
          instant(text(Tag.ACQUISITION_DATE), text(Tag.ACQUISITION_TIME), text(Tag.ZONE));
      return acquired.isPresent()
          ? acquired
          : instant(text(Tag.CONTENT_DATE), text(Tag.CONTENT_TIME), text(Tag.ZONE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The age that the object states. Only without it is it counted from the birth date:
   * de-identified objects keep the age and shift the dates.
   */
  private OptionalInt age() {
    Matcher stated = AGE.matcher(text(Tag.AGE));
    if (stated.matches()) {
      int number = Integer.parseInt(stated.group(1));
      return OptionalInt.of(
          switch (stated.group(2)) {
            case "Y" -> number;
            case "M" -> number / 12;
            case "W" -> number * 7 / 365;
            default -> number / 365;
          });
    }
    try {
      Optional<LocalDate> birth = date(text(Tag.BIRTH_DATE));
      Optional<Instant> recorded = recordedAt();
      if (birth.isPresent() && recorded.isPresent()) {
        LocalDate day = LocalDate.ofInstant(recorded.get(), ZoneOffset.UTC);
        long years = ChronoUnit.YEARS.between(birth.get(), day);
        return years >= 0 && years <= OLDEST ? OptionalInt.of((int) years) : OptionalInt.empty();
      }
    } catch (DateTimeException e) {
      // no such day
    }
    return OptionalInt.empty();
  }

  private static Optional<Instant> instant(String date, String time, String zone) {
    Optional<LocalDate> day = date(date);
    Matcher parts = TIME.matcher(time);
    if (day.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    String fraction = parts.group(4) == null ? "" : parts.group(4);
    LocalTime timeOfDay =
        LocalTime.of(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            // a leap second is 60 (PS3.5 6.2)
            parts.group(3) == null ? 0 : Math.min(59, Integer.parseInt(parts.group(3))),
            Integer.parseInt((fraction + "000000000").substring(0, 9)));
    ZoneOffset offset = zone.matches("[+-]\\d{4}") ? ZoneOffset.of(zone) : ZoneOffset.UTC;
    return Optional.of(day.get().atTime(timeOfDay).toInstant(offset));
  }

  private static Optional<LocalDate> date(String text) {
    Matcher parts = DATE.matcher(text);
    return parts.matches()
        ? Optional.of(
            LocalDate.of(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3))))
        : Optional.empty();
  }

  private String text(int tag) {
    return object.text(tag, charset());
  }

  private Charset charset() {
    return object.text(Tag.CHARACTER_SET).contains("ISO_IR 192")
        ? StandardCharsets.UTF_8
        : StandardCharsets.ISO_8859_1;
  }
}
