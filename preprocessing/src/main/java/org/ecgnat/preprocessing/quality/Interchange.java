package org.ecgnat.preprocessing.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Suspects interchanged electrodes by the redundancy of the leads (Kors and van Herpen, "Accurate
 * automatic detection of electrode interchange in the electrocardiogram", Am. J. Cardiol. 88, 2001;
 * Han et al., "Automatic detection of ECG cable interchange by analyzing both morphology and
 * interlead relations", J. Electrocardiol. 47, 2014): the heart is near to a dipole, so the eight
 * independent leads lie near to a plane of three dimensions, and nearer with the electrodes in
 * their places than interchanged. The plane is that of the coefficients of Dower et al. ("On
 * deriving the electrocardiogram from vectorcardiographic leads", Clin. Cardiol. 3, 1980), in the
 * form of Edenbrandt and Pahlm (J. Electrocardiol. 21, 1988).
 *
 * <p>Left arm and left leg interchanged stay near to the plane and are not detected, and neither is
 * the right leg, nor limb and chest interchanged. A heart on the right side looks like interchanged
 * arms; an old inferior infarction is what most often looks like right arm and left leg.
 *
 * @param code what is suspected
 * @param lead the first of two chest leads; empty otherwise
 * @param residual part of the residual that is left once it is undone, 0 to 1
 */
record Interchange(FindingCode code, Optional<Lead> lead, double residual) {
  private static final int SIZE = 8;
  private static final List<Lead> INDEPENDENT =
      List.of(Lead.I, Lead.II, Lead.V1, Lead.V2, Lead.V3, Lead.V4, Lead.V5, Lead.V6);

  /** Rows as {@link #INDEPENDENT}, columns X (left), Y (down), Z (back). */
  private static final double[][] DOWER = {
    {0.632, -0.235, 0.059},
    {0.235, 1.066, -0.132},
    {-0.515, 0.157, -0.917},
    {0.044, 0.164, -1.387},
    {0.882, 0.098, -1.277},
    {1.213, 0.127, -0.601},
    {1.125, 0.127, -0.086},
    {0.831, 0.076, 0.230}
  };

  private static final Candidate AS_STORED =
      new Candidate(FindingCode.PRECORDIAL_REVERSAL, Optional.empty(), identity());
  private static final List<Candidate> CANDIDATES = candidates();

  /**
   * A way to put leads right, {@code leads = matrix · stored}. With C the products of the stored
   * leads, what no dipole explains is tr(P M C Mᵀ) of all, tr(M C Mᵀ), P projecting off the plane:
   * sums of C weighted by MᵀPM and MᵀM.
   */
  private static final class Candidate {
    private final FindingCode code;
    private final Optional<Lead> lead;
    private final double[][] off;
    private final double[][] all;

    Candidate(FindingCode code, Optional<Lead> lead, double[][] matrix) {
      this.code = code;
      this.lead = lead;
      double[][] transposed = transpose(matrix);
      off = multiply(multiply(transposed, offThePlane()), matrix);
      all = multiply(transposed, matrix);
    }

    double residual(double[][] products) {
      double outside = 0;
      double total = 0;
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          outside += off[row][column] * products[row][column];
          total += all[row][column] * products[row][column];
        }
      }
      return outside / total;
    }
  }

  /** Whether the eight independent leads are there. */
  static boolean canJudge(LeadRelations relations) {
    return relations.leads().containsAll(INDEPENDENT);
  }

  /** The likeliest interchange; empty where none is likely. All eight leads must be there. */
  static Optional<Interchange> suspect(LeadRelations relations) {
    double[][] products = new double[SIZE][SIZE];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        products[row][column] = relations.product(INDEPENDENT.get(row), INDEPENDENT.get(column));
      }
    }
    double asStored = AS_STORED.residual(products);
    if (asStored < QualityLimits.IN_ORDER_RESIDUAL) {
      return Optional.empty();
    }
    Optional<Interchange> best = Optional.empty();
    double least = QualityLimits.REVERSAL_RESIDUAL;
    for (Candidate candidate : CANDIDATES) {
      double part = candidate.residual(products) / asStored;
      if (part < least) {
        least = part;
        best = Optional.of(new Interchange(candidate.code, candidate.lead, part));
      }
    }
    return best;
  }

  private static List<Candidate> candidates() {
    List<Candidate> result = new ArrayList<>();
    double[][] arms = identity();
    arms[0][0] = -1;
    arms[1][0] = -1;
    result.add(new Candidate(FindingCode.ARM_LEAD_REVERSAL, Optional.empty(), arms));
    double[][] armAndLeg = identity();
    armAndLeg[0][1] = -1;
    armAndLeg[1][1] = -1;
    result.add(new Candidate(FindingCode.ARM_LEG_REVERSAL, Optional.empty(), armAndLeg));
    int v1 = INDEPENDENT.indexOf(Lead.V1);
    for (int row = v1; row + 1 < SIZE; row++) {
      result.add(precordial(INDEPENDENT.get(row), swapped(row, row + 1)));
    }
    result.add(precordial(Lead.V1, swapped(v1, v1 + 2)));
    double[][] reversed = identity();
    for (int row = v1; row < SIZE; row++) {
      reversed[row] = identity()[SIZE - 1 + v1 - row];
    }
    result.add(new Candidate(FindingCode.PRECORDIAL_REVERSAL, Optional.empty(), reversed));
    return List.copyOf(result);
  }

  private static Candidate precordial(Lead first, double[][] matrix) {
    return new Candidate(FindingCode.PRECORDIAL_REVERSAL, Optional.of(first), matrix);
  }

  private static double[][] swapped(int one, int other) {
    double[][] matrix = identity();
    double[] row = matrix[one];
    matrix[one] = matrix[other];
    matrix[other] = row;
    return matrix;
  }

  /** I − D (DᵀD)⁻¹ Dᵀ, by an orthonormal basis of the plane (Gram and Schmidt). */
  private static double[][] offThePlane() {
    double[][] basis = transpose(DOWER);
    for (int i = 0; i < basis.length; i++) {
      for (int j = 0; j < i; j++) {
        double along = dot(basis[i], basis[j]);
        for (int k = 0; k < SIZE; k++) {
          basis[i][k] -= along * basis[j][k];
        }
      }
      double length = Math.sqrt(dot(basis[i], basis[i]));
      for (int k = 0; k < SIZE; k++) {
        basis[i][k] /= length;
      }
    }
    double[][] result = identity();
    for (double[] direction : basis) {
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          result[row][column] -= direction[row] * direction[column];
        }
      }
    }
    return result;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[][] identity() {
    double[][] result = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      result[i][i] = 1;
    }
    return result;
  }

  private static double[][] transpose(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[0].length; column++) {
        result[column][row] = matrix[row][column];
      }
    }
    return result;
  }

  private static double[][] multiply(double[][] left, double[][] right) {
    double[][] columns = transpose(right);
    double[][] result = new double[left.length][columns.length];
    for (int row = 0; row < left.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        result[row][column] = dot(left[row], columns[column]);
      }
    }
    return result;
  }
}
