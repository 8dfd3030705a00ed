package org.ecgnat.preprocessing.format.scp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ecgnat.preprocessing.format.AcquisitionFilters;
import org.ecgnat.preprocessing.format.PatientAge;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Section 1: what the header says of patient and acquisition, as far as a recording keeps it (EN
 * 1064, 5.4). Names, free text and the birth date stay here.
 */
final class ScpHeader {
  private static final int PATIENT_ID = 2;
  private static final int AGE = 4;
  private static final int BIRTH_DATE = 5;
  private static final int SEX = 8;
  private static final int ACQUIRING_DEVICE = 14;
  private static final int DATE = 25;
  private static final int TIME = 26;
  private static final int HIGH_PASS = 27;
  private static final int LOW_PASS = 28;
  private static final int FILTERS = 29;
  private static final int HISTORY = 32;
  private static final int TIME_ZONE = 34;
  private static final int END = 255;

  /** Tag 32 of table 0: implanted cardiac pacemaker. */
  private static final int PACEMAKER = 42;

  private static final double HIGH_PASS_UNIT_HZ = 0.01;
  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private final Map<Integer, ScpSection> tags = new HashMap<>();

  /** Tags end where they end: what a broken tag hides is unknown, and the signal still counts. */
  ScpHeader(ScpSection section) {
    try {
      while (section.remaining() > 0) {
        int tag = section.u8();
        if (tag == END) {
          break;
        }
        ScpSection value = section.part(section.u16());
        if (value.remaining() > 0) {
          tags.putIfAbsent(tag, value);
        }
      }
    } catch (UnreadableRecordingException e) {
      // the last tag reaches over the section's end
    }
  }

  /** Nothing stated. */
  static ScpHeader none() {
    return new ScpHeader(new ScpSection(1, 0, java.nio.ByteBuffer.allocate(0)));
  }

  /** Reads a tag's value. */
  private interface TagReader<T> {
    T read(ScpSection value) throws UnreadableRecordingException;
  }

  /** A tag's value, empty where there is no such tag or it is shorter than it should be. */
  private <T> Optional<T> tag(int number, TagReader<T> reader) {
    ScpSection value = tags.get(number);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.read(value.copy()));
    } catch (UnreadableRecordingException | DateTimeException e) {
      return Optional.empty();
    }
  }

  Patient patient() {
    String id = tag(PATIENT_ID, value -> value.text(value.remaining())).orElse("");
    Sex sex =
        switch (tag(SEX, ScpSection::u8).orElse(0)) {
          case 1 -> Sex.MALE;
          case 2 -> Sex.FEMALE;
          default -> Sex.UNKNOWN;
        };
    return new Patient(id, age(), sex);
  }

  /** When the recording was made; in UTC where the header states no time zone. */
  Optional<Instant> recordedAt() {
    Optional<LocalDate> date = tag(DATE, ScpHeader::date);
    if (date.isEmpty()) {
      return Optional.empty();
    }
    LocalTime time =
        tag(TIME, value -> LocalTime.of(value.u8(), value.u8(), value.u8()))
            .orElse(LocalTime.MIDNIGHT);
    int offset = tag(TIME_ZONE, ScpSection::s16).orElse(0);
    boolean known = Math.abs(offset) <= MAX_OFFSET_MINUTES;
    return Optional.of(
        date.get()
            .atTime(time)
            .toInstant(ZoneOffset.UTC)
            .minus(known ? offset : 0, ChronoUnit.MINUTES));
  }

  /**
   * How the recording was made.
   *
   * @param validatedByHuman what sections 8 and 11 say
   */
  AcquisitionContext context(String validatedByHuman) {
    AcquiringDevice device =
        tag(ACQUIRING_DEVICE, AcquiringDevice::parse).orElse(AcquiringDevice.UNKNOWN);
    boolean paced =
        tag(HISTORY, value -> value.u8() == 0 && contains(value, PACEMAKER)).orElse(false);
    return new AcquisitionContext(
        device.manufacturer(),
        device.model(),
        device.institution(),
        filters(),
        paced ? "implanted pacemaker" : "",
        validatedByHuman);
  }

  private OptionalInt age() {
    Optional<LocalDate> birth = tag(BIRTH_DATE, ScpHeader::date);
    Optional<LocalDate> recorded = tag(DATE, ScpHeader::date);
    if (birth.isPresent() && recorded.isPresent()) {
      return PatientAge.between(birth.get(), recorded.get());
    }
    return tag(AGE, ScpHeader::age).orElse(OptionalInt.empty());
  }

  private static OptionalInt age(ScpSection value) throws UnreadableRecordingException {
    int number = value.u16();
    double perYear =
        switch (value.u8()) {
          case 1 -> 1;
          case 2 -> 12;
          case 3 -> 365.25 / 7;
          case 4 -> 365.25;
          case 5 -> 365.25 * 24;
          default -> Double.NaN;
        };
    return Double.isNaN(perYear)
        ? OptionalInt.empty()
        : PatientAge.of(Integer.toString((int) (number / perYear)), "years");
  }

  private String filters() {
    double highPassHz = tag(HIGH_PASS, ScpSection::u16).orElse(0) * HIGH_PASS_UNIT_HZ;
    double lowPassHz = tag(LOW_PASS, ScpSection::u16).orElse(0);
    int bits = tag(FILTERS, ScpSection::u8).orElse(0);
    OptionalDouble notchHz =
        switch (bits & 3) {
          case 1 -> OptionalDouble.of(60);
          case 2 -> OptionalDouble.of(50);
          default -> OptionalDouble.empty();
        };
    return AcquisitionFilters.text(
        OptionalDouble.of(highPassHz), OptionalDouble.of(lowPassHz), notchHz);
  }

  private static LocalDate date(ScpSection value) throws UnreadableRecordingException {
    return LocalDate.of(value.u16(), value.u8(), value.u8());
  }

  private static boolean contains(ScpSection value, int wanted)
      throws UnreadableRecordingException {
    while (value.remaining() > 0) {
      if (value.u8() == wanted) {
        return true;
      }
    }
    return false;
  }
}
