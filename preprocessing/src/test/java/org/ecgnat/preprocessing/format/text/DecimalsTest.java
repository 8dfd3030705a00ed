package org.ecgnat.preprocessing.format.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "5",
        "+5",
        "-12.50",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "-6.5000000e-02",
        "0.1",
        "123456789012345",
        "1234567890123456",
        "0.00000000000000000001",
        "1e22",
        "1e23",
        "9e-23",
        "2.2250738585072014e-308",
        "0e999",
        "179769313486231570000000000000"
      })
  void readsWhatTheLibraryReads(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1 2",
        "1,5",
        "1.2.3",
        "--1",
        "0x1",
        "1f",
        "1e12345",
        "NaN",
        "Infinity",
        "1e999",
        "\u0661"
      })
  void refusesWhatIsNoFiniteNumber(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void takesACommaWhereDecimalsBeginWithOne() {
    byte[] text = "-1,25".getBytes(StandardCharsets.US_ASCII);

    assertThat(Decimals.parse(text, 0, text.length, ',')).isEqualTo(-1.25);
  }

  @Property
  void agreesWithTheLibraryInFixedNotation(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
      @ForAll @IntRange(max = 12) int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);

    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property
  void agreesWithTheLibraryInItsOwnNotation(@ForAll double value) {
    assertThat(parse(Double.toString(value))).isEqualTo(value);
  }

  private static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Decimals.parse(bytes, 0, bytes.length, '.');
  }
}
