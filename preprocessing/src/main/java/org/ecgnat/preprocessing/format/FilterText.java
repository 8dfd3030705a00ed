package org.ecgnat.preprocessing.format;

/** Acquisition filters in words, the same for all formats. */
public final class FilterText {
  private FilterText() {}

  /**
   * Such as {@code 0.05-150 Hz, 50 Hz notch}; empty without any filter. Corners in Hz, 0 or less
   * where there is no such filter.
   *
   * @param lowHz of the high-pass filter
   * @param highHz of the low-pass filter
   * @param notchHz of the mains filter
   */
  public static String of(double lowHz, double highHz, double notchHz) {
    StringBuilder text = new StringBuilder();
    if (lowHz > 0 && highHz > 0) {
      text.append(number(lowHz)).append('-').append(number(highHz)).append(" Hz");
    } else if (lowHz > 0) {
      text.append("from ").append(number(lowHz)).append(" Hz");
    } else if (highHz > 0) {
      text.append("to ").append(number(highHz)).append(" Hz");
    }
    if (notchHz > 0) {
      text.append(text.isEmpty() ? "" : ", ").append(number(notchHz)).append(" Hz notch");
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < 1e6
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
