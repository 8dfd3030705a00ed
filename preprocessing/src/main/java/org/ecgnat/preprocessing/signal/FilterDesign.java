package org.ecgnat.preprocessing.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * Designs digital filters: Butterworth band-pass, low-pass and high-pass by the bilinear transform
 * with pre-warped corners (Oppenheim and Schafer, <i>Discrete-Time Signal Processing</i>, section
 * 7.1), and the second-order notch (Orfanidis, <i>Introduction to Signal Processing</i>, section
 * 11.3). A corner is where one pass attenuates by 3 dB; two passes attenuate by 6 dB there.
 */
public final class FilterDesign {
  /** Higher orders of so narrow low corners are no longer sound in double precision. */
  private static final int MAX_ORDER = 16;

  private FilterDesign() {}

  /**
   * A Butterworth band-pass of {@code 2 × order} poles.
   *
   * @param order of the low-pass prototype, so that each edge falls by 6·order dB an octave
   */
  public static SosFilter bandPass(int order, double lowHz, double highHz, double samplingRateHz) {
    check(order, lowHz, samplingRateHz);
    check(order, highHz, samplingRateHz);
    if (lowHz >= highHz) {
      throw new IllegalArgumentException(
          "A band from " + lowHz + " to " + highHz + " Hz is empty: the lower corner comes first");
    }
    double low = warp(lowHz, samplingRateHz);
    double high = warp(highHz, samplingRateHz);
    double halfWidth = (high - low) / 2;
    double centre = Math.sqrt(low * high);
    List<double[]> sections = new ArrayList<>();
    for (Complex pole : prototype(order)) {
      Complex half = pole.times(halfWidth);
      Complex root = half.squared().minus(centre * centre).sqrt();
      Complex one = half.plus(root);
      Complex other = half.minus(root);
      if (pole.imaginary() > 0) {
        // the conjugates come from the conjugate of this pole
        sections.add(section(1, 0, -1, bilinear(one), bilinear(one).conjugate()));
        sections.add(section(1, 0, -1, bilinear(other), bilinear(other).conjugate()));
      } else {
        sections.add(section(1, 0, -1, bilinear(one), bilinear(other)));
      }
    }
    return unitGainAt(2 * Math.atan(centre), sections);
  }

  /** A Butterworth low-pass. */
  public static SosFilter lowPass(int order, double cornerHz, double samplingRateHz) {
    check(order, cornerHz, samplingRateHz);
    double corner = warp(cornerHz, samplingRateHz);
    List<double[]> sections = new ArrayList<>();
    for (Complex pole : prototype(order)) {
      addSections(sections, bilinear(pole.times(corner)), 1);
    }
    return unitGainAt(0, sections);
  }

  /** A Butterworth high-pass. */
  public static SosFilter highPass(int order, double cornerHz, double samplingRateHz) {
    check(order, cornerHz, samplingRateHz);
    double corner = warp(cornerHz, samplingRateHz);
    List<double[]> sections = new ArrayList<>();
    for (Complex pole : prototype(order)) {
      // a pole of the prototype lies on the unit circle: its inverse is its conjugate
      addSections(sections, bilinear(pole.times(corner)), -1);
    }
    return unitGainAt(Math.PI, sections);
  }

  /**
   * A notch.
   *
   * @param quality centre divided by the width between the −3 dB points
   */
  public static SosFilter notch(double centreHz, double quality, double samplingRateHz) {
    check(1, centreHz, samplingRateHz);
    if (!(quality > 0)) {
      throw new IllegalArgumentException("A notch cannot have a quality of " + quality);
    }
    double omega = 2 * Math.PI * centreHz / samplingRateHz;
    double gain = 1 / (1 + Math.tan(omega / quality / 2));
    double middle = -2 * gain * Math.cos(omega);
    return new SosFilter(new double[][] {{gain, middle, gain, 1, middle, 2 * gain - 1}});
  }

  private static void check(int order, double cornerHz, double samplingRateHz) {
    if (order < 1 || order > MAX_ORDER) {
      throw new IllegalArgumentException("Filter order " + order + " is not 1 to " + MAX_ORDER);
    }
    if (!(cornerHz > 0 && cornerHz < samplingRateHz / 2)) {
      throw new IllegalArgumentException(
          "A corner at "
              + cornerHz
              + " Hz is not between 0 and half of the sampling rate, "
              + samplingRateHz
              + " Hz");
    }
  }

  /** Analog frequency whose image under s = (z − 1)/(z + 1) is the digital corner. */
  private static double warp(double cornerHz, double samplingRateHz) {
    return Math.tan(Math.PI * cornerHz / samplingRateHz);
  }

  private static Complex bilinear(Complex s) {
    return new Complex(1, 0).plus(s).dividedBy(new Complex(1, 0).minus(s));
  }

  /** Poles of the prototype with corner 1 in the upper left quarter and on the real axis. */
  private static List<Complex> prototype(int order) {
    List<Complex> poles = new ArrayList<>();
    for (int k = 0; k < (order + 1) / 2; k++) {
      if (2 * k + 1 == order) {
        poles.add(new Complex(-1, 0));
      } else {
        double angle = Math.PI * (2 * k + 1) / (2.0 * order);
        poles.add(new Complex(-Math.sin(angle), Math.cos(angle)));
      }
    }
    return poles;
  }

  /** Adds the section of a pole and its conjugate, or of a single real pole. */
  private static void addSections(List<double[]> sections, Complex pole, int sign) {
    if (pole.imaginary() != 0) {
      sections.add(section(1, 2 * sign, 1, pole, pole.conjugate()));
    } else {
      sections.add(new double[] {1, sign, 0, 1, -pole.real(), 0});
    }
  }

  private static double[] section(double b0, double b1, double b2, Complex pole, Complex other) {
    return new double[] {
      b0, b1, b2, 1, -pole.plus(other).real(), pole.times(other).real(),
    };
  }

  /** Scales every section to gain 1 where the whole filter has gain 1. */
  private static SosFilter unitGainAt(double omega, List<double[]> sections) {
    Complex delay = new Complex(Math.cos(omega), -Math.sin(omega));
    for (double[] row : sections) {
      double gain = polynomial(row, 0, delay).absolute() / polynomial(row, 3, delay).absolute();
      for (int i = 0; i < 3; i++) {
        row[i] /= gain;
      }
    }
    return new SosFilter(sections.toArray(double[][]::new));
  }

  private static Complex polynomial(double[] row, int from, Complex delay) {
    return delay
        .times(row[from + 2])
        .plus(new Complex(row[from + 1], 0))
        .times(delay)
        .plus(new Complex(row[from], 0));
  }

  /** A complex number. */
  private record Complex(double real, double imaginary) {
    Complex plus(Complex other) {
      return new Complex(real + other.real, imaginary + other.imaginary);
    }

    Complex minus(Complex other) {
      return new Complex(real - other.real, imaginary - other.imaginary);
    }

    Complex minus(double other) {
      return new Complex(real - other, imaginary);
    }

    Complex times(double factor) {
      return new Complex(real * factor, imaginary * factor);
    }

    Complex times(Complex other) {
      return new Complex(
          real * other.real - imaginary * other.imaginary,
          real * other.imaginary + imaginary * other.real);
    }

    Complex dividedBy(Complex other) {
      double norm = other.real * other.real + other.imaginary * other.imaginary;
      return times(other.conjugate()).times(1 / norm);
    }

    Complex conjugate() {
      return new Complex(real, -imaginary);
    }

    Complex squared() {
      return times(this);
    }

    double absolute() {
      return Math.hypot(real, imaginary);
    }

    Complex sqrt() {
      double size = absolute();
      double re = Math.sqrt(Math.max(0, (size + real) / 2));
      double im = Math.sqrt(Math.max(0, (size - real) / 2));
      return new Complex(re, imaginary < 0 ? -im : im);
    }
  }
}
