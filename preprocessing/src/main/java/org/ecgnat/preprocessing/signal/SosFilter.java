package org.ecgnat.preprocessing.signal;

import java.util.Arrays;
import org.ecgnat.preprocessing.signal.LaneKernel.Section;
import org.ecgnat.preprocessing.signal.LaneKernel.SectionPair;

/**
 * A filter of second-order sections
 *
 * <pre>H(z) = Π (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²)</pre>
 *
 * run forward and backward, so that its phase is zero and its attenuation doubled (Gustafsson,
 * "Determining the initial states in forward-backward filtering", IEEE Trans. Signal Processing 44,
 * 1996; here with the simpler choice of SciPy's {@code sosfiltfilt}: odd extension and the steady
 * state of a step). Immutable.
 */
public final class SosFilter {
  /** Passes everything unchanged; the partner of a last section without one. */
  private static final double[] IDENTITY = {1, 0, 0, 1, 0, 0};

  private final SectionPair[] pairs;

  /**
   * A filter of given sections.
   *
   * @param sections {@code (sections, 6)}: b0 b1 b2 a0 a1 a2, as SciPy orders them; a0 is not 0
   */
  public SosFilter(double[][] sections) {
    if (sections.length == 0) {
      throw new IllegalArgumentException("A filter needs at least one section");
    }
    pairs = new SectionPair[(sections.length + 1) / 2];
    for (int i = 0; i < sections.length; i += 2) {
      double[] second = i + 1 < sections.length ? sections[i + 1] : IDENTITY;
      pairs[i / 2] = new SectionPair(section(i, sections[i]), section(i + 1, second));
    }
  }

  private static Section section(int number, double[] row) {
    if (row.length != 6 || row[3] == 0) {
      throw new IllegalArgumentException(
          "Section " + number + " is not b0 b1 b2 a0 a1 a2 with a0 other than 0");
    }
    double a0 = row[3];
    double b0 = row[0] / a0;
    double b1 = row[1] / a0;
    double b2 = row[2] / a0;
    double a1 = row[4] / a0;
    double a2 = row[5] / a0;
    double gain = (b0 + b1 + b2) / (1 + a1 + a2);
    double step2 = b2 - a2 * gain;
    double step1 = b1 - a1 * gain + step2;
    return new Section(b0, a1, a2, b1 - a1 * b0, b2 - a2 * b0, step1, step2, gain);
  }

  /**
   * Filters one signal forward and backward.
   *
   * @param signal not changed
   * @param paddingSamples odd extension on each side; more than {@code signal.length − 1} is cut to
   *     that
   * @return as long as the signal
   */
  public double[] filtfilt(double[] signal, int paddingSamples) {
    if (signal.length == 0) {
      return new double[0];
    }
    int padding = padding(signal.length, paddingSamples);
    LeadBlock block = new LeadBlock(1, signal.length, padding);
    for (int i = 0; i < signal.length; i++) {
      block.set(0, i, signal[i]);
    }
    filtfilt(block, padding);
    return block.toArrays()[0];
  }

  /**
   * The odd extension that a signal of this length allows.
   *
   * @param length samples, at least 1
   * @param wanted wanted samples of extension on each side
   */
  public static int padding(int length, int wanted) {
    return Math.max(0, Math.min(wanted, length - 1));
  }

  /**
   * Filters all leads of a block forward and backward in place. Its margins are scratch afterwards.
   *
   * @param padding samples of odd extension on each side, at most the block's margin and its
   *     samples less one
   */
  public void filtfilt(LeadBlock block, int padding) {
    filtfilt(block, padding, LaneKernel.best());
  }

  void filtfilt(LeadBlock block, int padding, LaneKernel kernel) {
    if (padding < 0 || padding > block.samples() - 1 || padding > block.margin()) {
      throw new IllegalArgumentException(
          "An odd extension of "
              + padding
              + " samples needs more than as many samples and a margin of as many, there are "
              + block.samples()
              + " and "
              + block.margin());
    }
    block.extendOddly(padding);
    int first = block.margin() - padding;
    int end = block.margin() + block.samples() + padding;
    run(block, first, 1, end - first, kernel);
    // what the backward pass would make of the first extension is of no use
    run(block, end - 1, -1, block.samples() + padding, kernel);
  }

  private void run(LeadBlock block, int start, int step, int count, LaneKernel kernel) {
    int from = start * block.lanes();
    double[] levels = Arrays.copyOfRange(block.data(), from, from + block.lanes());
    for (SectionPair pair : pairs) {
      kernel.recurse(pair, block.data(), levels, start, step, count);
      for (int lane = 0; lane < levels.length; lane++) {
        levels[lane] *= pair.first().gain() * pair.second().gain();
      }
    }
  }
}
