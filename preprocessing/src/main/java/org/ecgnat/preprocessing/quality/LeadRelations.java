package org.ecgnat.preprocessing.quality;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * How the stored leads of a recording go together: the mean product of every two after averaging to
 * about 50 samples a second and a high-pass of first order at 1 Hz, so that the heart counts and
 * the base line does not. Moments where a lead is missing are left out for all.
 */
final class LeadRelations {
  private static final double RATE_HZ = 50;
  private static final double HIGH_PASS_HZ = 1;
  private static final int CHUNK = 3000;

  /** Samples that are enough for an average. */
  private static final int AVERAGED = 5;

  private static final int GROUP = 100;

  private final Set<Lead> leads = EnumSet.noneOf(Lead.class);
  private final double[][] products = new double[Lead.COUNT][Lead.COUNT];
  private final double[] amplitudes = new double[Lead.COUNT];
  private int used;

  private LeadRelations() {}

  /**
   * Measures a recording; a lead that is constant or missing for the most part is not among them.
   */
  static LeadRelations of(EcgRecording recording) {
    LeadRelations relations = new LeadRelations();
    new Pass(recording, relations).run();
    return relations;
  }

  /** The leads that are told about, in standard order. */
  Set<Lead> leads() {
    return leads;
  }

  /** Seconds that all of them have in common. */
  double seconds() {
    return used / RATE_HZ;
  }

  /** Mean product of two leads, in squares of the signal's unit. */
  double product(Lead one, Lead other) {
    return products[one.ordinal()][other.ordinal()];
  }

  /** Root mean square of a lead. */
  double rms(Lead lead) {
    return Math.sqrt(product(lead, lead));
  }

  /** Correlation of two leads, −1 to 1. */
  double correlation(Lead one, Lead other) {
    return product(one, other) / (rms(one) * rms(other));
  }

  /** Median over leads of the median peak-to-peak of 2 s; NaN where there is none. */
  double medianAmplitude() {
    double[] known = leads.stream().mapToDouble(lead -> amplitudes[lead.ordinal()]).toArray();
    Arrays.sort(known);
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }

  /** One pass over the recording in chunks, so that a day's recording needs no second copy. */
  private static final class Pass {
    private final EcgRecording recording;
    private final LeadRelations to;
    private final int factor;
    private final int stride;
    private final int samples;
    private final Lead[] order;
    private final double[][] chunk;
    private final double[] level;
    private final double[][] spans;
    private int groups;

    Pass(EcgRecording recording, LeadRelations to) {
      this.recording = recording;
      this.to = to;
      factor = (int) Math.max(1, Math.round(recording.samplingRateHz() / RATE_HZ));
      stride = Math.max(1, factor / AVERAGED);
      samples = recording.samples() / factor;
      order =
          Lead.STANDARD.stream()
              .filter(lead -> recording.lead(lead).map(this::isMostlyRecorded).orElse(false))
              .toArray(Lead[]::new);
      chunk = new double[order.length][Math.min(CHUNK, samples)];
      level = new double[order.length];
      spans = new double[order.length][samples / GROUP + samples / CHUNK + 1];
      Arrays.fill(level, Double.NaN);
    }

    private boolean isMostlyRecorded(float[] raw) {
      int looked = 0;
      int recorded = 0;
      boolean changes = false;
      float first = Float.NaN;
      for (int i = 0; i < raw.length; i += factor, looked++) {
        float sample = raw[i];
        if (Float.isFinite(sample)) {
          first = recorded == 0 ? sample : first;
          changes |= sample != first;
          recorded++;
        }
      }
      return changes && 2 * recorded > looked;
    }

    void run() {
      for (int start = 0; start < samples; start += CHUNK) {
        int count = Math.min(CHUNK, samples - start);
        for (int row = 0; row < order.length; row++) {
          average(recording.lead(order[row]).orElseThrow(), start, chunk[row], count);
        }
        int complete = dropGaps(count);
        for (int row = 0; row < order.length; row++) {
          highPass(row, complete);
        }
        multiply(complete);
        span(complete);
        to.used += complete;
      }
      finish();
    }

    private void average(float[] raw, int start, double[] result, int count) {
      for (int i = 0; i < count; i++) {
        int from = (start + i) * factor;
        float sum = 0;
        int end = from + factor;
        int averaged = 0;
        for (int j = from; j < end; j += stride) {
          sum += raw[j];
          averaged++;
        }
        result[i] = sum / averaged;
      }
    }

    /** Closes up over samples that one of the leads lacks. */
    private int dropGaps(int count) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        double sum = 0;
        for (double[] row : chunk) {
          sum += row[i];
        }
        if (Double.isFinite(sum)) {
          if (kept < i) {
            for (double[] row : chunk) {
              row[kept] = row[i];
            }
          }
          kept++;
        }
      }
      return kept;
    }

    private void highPass(int row, int count) {
      double follow =
          1 - Math.exp(-2 * Math.PI * HIGH_PASS_HZ * factor / recording.samplingRateHz());
      double stay = 1 - follow;
      double[] x = chunk[row];
      double mean = Double.isNaN(level[row]) && count > 0 ? x[0] : level[row];
      for (int i = 0; i < count; i++) {
        mean = stay * mean + follow * x[i];
        x[i] -= mean;
      }
      level[row] = mean;
    }

    private void multiply(int count) {
      for (int row = 0; row < order.length; row++) {
        for (int column = row; column < order.length; column++) {
          to.products[order[row].ordinal()][order[column].ordinal()] +=
              dot(chunk[row], chunk[column], count);
        }
      }
    }

    /** Four sums at once keep the processor's pipeline filled. */
    private static double dot(double[] x, double[] y, int count) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = 0;
      for (; i + 3 < count; i += 4) {
        a += x[i] * y[i];
        b += x[i + 1] * y[i + 1];
        c += x[i + 2] * y[i + 2];
        d += x[i + 3] * y[i + 3];
      }
      for (; i < count; i++) {
        a += x[i] * y[i];
      }
      return a + b + (c + d);
    }

    private void span(int count) {
      for (int from = 0; from + GROUP <= count; from += GROUP) {
        for (int row = 0; row < order.length; row++) {
          double[] x = chunk[row];
          double low = x[from];
          double high = low;
          for (int i = from + 1; i < from + GROUP; i++) {
            low = x[i] < low ? x[i] : low;
            high = x[i] > high ? x[i] : high;
          }
          spans[row][groups] = high - low;
        }
        groups++;
      }
    }

    private void finish() {
      if (groups == 0) {
        return;
      }
      for (int row = 0; row < order.length; row++) {
        int lead = order[row].ordinal();
        for (int column = row; column < order.length; column++) {
          int other = order[column].ordinal();
          to.products[lead][other] /= to.used;
          to.products[other][lead] = to.products[lead][other];
        }
        Arrays.sort(spans[row], 0, groups);
        to.amplitudes[lead] = spans[row][groups / 2];
        if (to.products[lead][lead] > 0) {
          to.leads.add(order[row]);
        }
      }
    }
  }
}
