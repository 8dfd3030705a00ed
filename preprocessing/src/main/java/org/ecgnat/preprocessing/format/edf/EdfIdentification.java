package org.ecgnat.preprocessing.format.edf;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Who and when. Only EDF+ gives the identification fields a meaning (2.1.3.3, 2.1.3.4): code, sex,
 * birth date and name of the patient; {@code Startdate}, its date, and codes of administration,
 * technician and equipment. In plain EDF they are free text, of which the start date alone is read.
 */
final class EdfIdentification {
  private static final String UNKNOWN = "X";
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final Pattern LONG_DATE = Pattern.compile("(?i)(\\d{2})-([A-Z]{3})-(\\d{4})");
  private static final Pattern START = Pattern.compile("(?i)Startdate (\\S+).*");
  private static final Pattern SHORT_DATE = Pattern.compile("(\\d{2})\\.(\\d{2})\\.(\\d{2})");
  private static final Pattern TIME = Pattern.compile("(\\d{2})\\.(\\d{2})\\.(\\d{2})");

  /** Years of two digits: 85 to 99 are of the last century (EDF+ 2.1.3.2). */
  private static final int CLIPPING_YEAR = 85;

  private final EdfHeader header;

  EdfIdentification(EdfHeader header) {
    this.header = header;
  }

  Patient patient() {
    String[] fields = subfields(header.patient());
    if (header.kind() == EdfHeader.Kind.PLAIN || fields.length < 3) {
      return Patient.UNKNOWN;
    }
    Optional<LocalDate> birth = longDate(fields[2]);
    Optional<LocalDate> start = startDate();
    OptionalInt age = OptionalInt.empty();
    if (birth.isPresent() && start.isPresent()) {
      age = OptionalInt.of((int) ChronoUnit.YEARS.between(birth.get(), start.get()));
    }
    return new Patient(fields[0].equals(UNKNOWN) ? "" : fields[0], age, Sex.parse(fields[1]));
  }

  /** The start as the clock on the wall showed it, counted as UTC. */
  Optional<Instant> recordedAt() {
    Matcher time = TIME.matcher(header.time());
    Optional<LocalDate> date = startDate();
    if (date.isEmpty() || !time.matches()) {
      return Optional.empty();
    }
    try {
      LocalTime timeOfDay =
          LocalTime.of(
              Integer.parseInt(time.group(1)),
              Integer.parseInt(time.group(2)),
              Integer.parseInt(time.group(3)));
      return Optional.of(date.get().atTime(timeOfDay).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * @param filters how the leads were filtered
   */
  AcquisitionContext context(String filters) {
    String[] fields = subfields(header.recording());
    boolean stated = header.kind() != EdfHeader.Kind.PLAIN && fields.length >= 5;
    return new AcquisitionContext("", stated ? known(fields[4]) : "", "", filters, "", "");
  }

  private Optional<LocalDate> startDate() {
    Matcher start = START.matcher(header.recording());
    Optional<LocalDate> stated = start.matches() ? longDate(start.group(1)) : Optional.empty();
    Matcher date = SHORT_DATE.matcher(header.date());
    if (stated.isPresent() || !date.matches()) {
      return stated;
    }
    int year = Integer.parseInt(date.group(3));
    return day(
        (year < CLIPPING_YEAR ? 2000 : 1900) + year,
        Integer.parseInt(date.group(2)),
        Integer.parseInt(date.group(1)));
  }

  private static Optional<LocalDate> longDate(String text) {
    Matcher parts = LONG_DATE.matcher(text);
    return parts.matches()
        ? day(
            Integer.parseInt(parts.group(3)),
            1 + MONTHS.indexOf(parts.group(2).toUpperCase(java.util.Locale.ROOT)),
            Integer.parseInt(parts.group(1)))
        : Optional.empty();
  }

  private static Optional<LocalDate> day(int year, int month, int day) {
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String[] subfields(String field) {
    return field.split(" +");
  }

  /** Spaces within a subfield are underscores, and X stands for what is unknown. */
  private static String known(String subfield) {
    return subfield.equals(UNKNOWN) ? "" : subfield.replace('_', ' ');
  }
}
