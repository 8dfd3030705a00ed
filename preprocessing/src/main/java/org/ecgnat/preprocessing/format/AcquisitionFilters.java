package org.ecgnat.preprocessing.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Filters that a cart applied, in the words of {@code AcquisitionContext.filters}. */
public final class AcquisitionFilters {
  private AcquisitionFilters() {}

  /**
   * Such as {@code 0.05-150 Hz, 50 Hz notch}.
   *
   * @param lowHz high-pass corner in Hz; empty where none is stated
   * @param highHz low-pass corner in Hz; empty where none is stated
   * @param notchHz mains filter in Hz; empty where none is stated
   * @return empty where nothing is stated; corners that are not above 0 count as not stated
   */
  public static String text(OptionalDouble lowHz, OptionalDouble highHz, OptionalDouble notchHz) {
    String low = number(lowHz);
    String high = number(highHz);
    List<String> parts = new ArrayList<>();
    if (!low.isEmpty() && !high.isEmpty()) {
      parts.add(low + "-" + high + " Hz");
    } else if (!low.isEmpty()) {
      parts.add("from " + low + " Hz");
    } else if (!high.isEmpty()) {
      parts.add("to " + high + " Hz");
    }
    if (!number(notchHz).isEmpty()) {
      parts.add(number(notchHz) + " Hz notch");
    }
    return String.join(", ", parts);
  }

  private static String number(OptionalDouble hertz) {
    return hertz.isEmpty() || !(hertz.getAsDouble() > 0)
        ? ""
        : new BigDecimal(hertz.getAsDouble(), new MathContext(6))
            .stripTrailingZeros()
            .toPlainString();
  }
}
