package org.ecgnat.preprocessing.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatientAgeTest {

  @ParameterizedTest
  @CsvSource({
    "40, YEARS, 40",
    "6.5, '', 6",
    "23, months, 1",
    "24, Month, 2",
    "51, weeks, 0",
    "366, days, 1",
    "12, Hours, 0",
    ">89, years, 90"
  })
  void countsCompletedYears(String number, String unit, int years) {
    assertThat(PatientAge.of(number, unit)).hasValue(years);
  }

  @ParameterizedTest
  @CsvSource({"'', years", "x, years", "40, parsecs", "-3, years", "999, years"})
  void knowsNoOtherAge(String number, String unit) {
    assertThat(PatientAge.of(number, unit)).isEmpty();
  }

  @Test
  void countsFromTheDayOfBirth() {
    LocalDate birth = LocalDate.of(1980, 6, 10);
    assertThat(PatientAge.between(birth, LocalDate.of(2020, 6, 9))).hasValue(39);
    assertThat(PatientAge.between(birth, LocalDate.of(2020, 6, 10))).hasValue(40);
    assertThat(PatientAge.between(birth, LocalDate.of(1979, 1, 1))).isEmpty();
    assertThat(PatientAge.between(LocalDate.of(1800, 1, 1), LocalDate.of(2020, 1, 1))).isEmpty();
  }
}
