package org.ecgnat.preprocessing.quality.beats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the onsets, peaks and ends of P waves, QRS complexes and T waves after Martínez, Almeida,
 * Olmos, Rocha and Laguna ("A wavelet-based ECG delineator: evaluation on standard databases", IEEE
 * Trans. Biomed. Eng. 51(4), 2004): on the dyadic transform with the quadratic spline wavelet,
 * waves are pairs of extrema of opposite sign, peaks the zero crossings between them, and bounds
 * the places where the outer slopes have fallen to a share of themselves or begin to rise again.
 * Marks of several leads are combined by their rule of neighbours.
 *
 * <p>What differs, since leads of one recording know of each other: the QRS complex is searched
 * where all leads together show one ({@link QrsExtents}); a P or T wave that most leads see
 * elsewhere is searched there once more ({@link Consensus}); and P waves are given only where what
 * precedes the complexes resembles itself from beat to beat ({@link AtrialActivity}). The shares
 * were chosen on the records of LUDB with odd numbers.
 */
public final class WaveletDelineator {
  private static final double T_TOLERANCE_SECONDS = 0.034;
  private static final double T_SHARE = 0.33;
  private static final double P_TOLERANCE_SECONDS = 0.022;
  private static final double P_SHARE = 0.5;

  /** Waves of neighbouring beats keep this distance from an R peak. */
  private static final double BESIDE_R_SECONDS = 0.1;

  private final double rateHz;
  private final int[] beats;
  private final List<Trace> traces;
  private final SplineWavelet wavelet;

  private WaveletDelineator(double rateHz, int[] beats, List<Trace> traces, int samples) {
    this.rateHz = rateHz;
    this.beats = beats;
    this.traces = traces;
    this.wavelet = new SplineWavelet(samples, rateHz);
  }

  /**
   * Delineates a recording. Deterministic and thread-safe.
   *
   * @param leads {@code (leads, samples)} without baseline wander, in any unit, NaN where missing;
   *     not changed
   * @param samplingRateHz 177 Hz to 5.6 kHz
   * @param beats R peaks, ascending, as {@link RPeakDetector} gives them
   * @throws IllegalArgumentException where the rate lies beyond these
   */
  public static Delineation delineate(float[][] leads, double samplingRateHz, int[] beats) {
    List<Trace> traces = new ArrayList<>();
    for (float[] lead : leads) {
      traces.add(Trace.of(lead));
    }
    int samples = leads.length == 0 ? 0 : leads[0].length;
    return new WaveletDelineator(samplingRateHz, beats, traces, samples).run();
  }

  private Delineation run() {
    QrsExtents extents = QrsExtents.of(traces, rateHz, beats, wavelet);
    List<Trace> usable = traces.stream().filter(Trace::usable).toList();
    AtrialActivity atria = new AtrialActivity(usable.size(), extents, beats.length, rateHz);
    List<List<BeatMarks>> marks = new ArrayList<>();
    for (Trace trace : usable) {
      wavelet.transform(trace.values());
      atria.add(wavelet.scale(4));
      marks.add(delineate(trace, extents));
    }
    if (usable.size() >= Consensus.FEWEST_LEADS) {
      agree(usable, marks);
    }
    boolean[] atrial = atria.resembling();
    for (List<BeatMarks> lead : marks) {
      for (int b = 0; b < beats.length; b++) {
        if (!atrial[b]) {
          lead.set(b, lead.get(b).withP(WaveMarks.ABSENT));
        }
      }
    }
    List<BeatMarks> global = new GlobalMarks(rateHz).combine(beats, marks);
    return new Delineation(global, withUnusable(marks));
  }

  private List<List<BeatMarks>> withUnusable(List<List<BeatMarks>> marks) {
    List<List<BeatMarks>> all = new ArrayList<>();
    int next = 0;
    for (Trace trace : traces) {
      if (trace.usable()) {
        all.add(marks.get(next++));
      } else {
        List<BeatMarks> none = new ArrayList<>();
        for (int r : beats) {
          none.add(BeatMarks.unseen(r));
        }
        all.add(none);
      }
    }
    return all;
  }

  /** The beats of the lead that has just been transformed. */
  private List<BeatMarks> delineate(Trace trace, QrsExtents extents) {
    LeadDelineator lead = new LeadDelineator(trace.values(), wavelet, rateHz);
    List<BeatMarks> result = new ArrayList<>();
    int beside = (int) (BESIDE_R_SECONDS * rateHz);
    int earliest = 0;
    for (int b = 0; b < beats.length; b++) {
      int r = beats[b];
      int before = b > 0 ? r - beats[b - 1] : intervalAfter(b);
      WaveMarks qrs = WaveMarks.ABSENT;
      WaveMarks p = WaveMarks.ABSENT;
      WaveMarks t = WaveMarks.ABSENT;
      if (!trace.hasGap(r - before / 2, r + intervalAfter(b) / 2)) {
        qrs = lead.qrs(r, extents.first(b), extents.last(b));
      }
      if (qrs.present()) {
        p = lead.p(qrs.onset(), earliest, before);
        t = lead.t(r, qrs.end(), intervalAfter(b));
      }
      earliest = Math.max(t.end(), r + beside);
      result.add(new BeatMarks(r, p, qrs, t));
    }
    return result;
  }

  /** Samples to the next beat; after the last one as many as before it, alone a second. */
  private int intervalAfter(int b) {
    if (b + 1 < beats.length) {
      return beats[b + 1] - beats[b];
    }
    return b > 0 ? beats[b] - beats[b - 1] : (int) rateHz;
  }

  private void agree(List<Trace> usable, List<List<BeatMarks>> marks) {
    List<Optional<Consensus>> ps = new ArrayList<>();
    List<Optional<Consensus>> ts = new ArrayList<>();
    for (int b = 0; b < beats.length; b++) {
      int beat = b;
      List<BeatMarks> leads = marks.stream().map(lead -> lead.get(beat)).toList();
      ps.add(
          Consensus.of(
              leads.stream().map(BeatMarks::p).toList(), P_TOLERANCE_SECONDS * rateHz, P_SHARE));
      ts.add(
          Consensus.of(
              leads.stream().map(BeatMarks::t).toList(), T_TOLERANCE_SECONDS * rateHz, T_SHARE));
    }
    for (int l = 0; l < usable.size(); l++) {
      float[] values = usable.get(l).values();
      LeadDelineator lead = new LeadDelineator(values, wavelet, rateHz);
      List<BeatMarks> own = marks.get(l);
      boolean transformed = false;
      for (int b = 0; b < beats.length; b++) {
        BeatMarks beat = own.get(b);
        boolean searchP = ps.get(b).filter(found -> !found.holds(beat.p())).isPresent();
        boolean searchT = ts.get(b).filter(found -> !found.holds(beat.t())).isPresent();
        if (!beat.qrs().present()) {
          continue;
        }
        if ((searchP || searchT) && !transformed) {
          wavelet.transform(values);
          transformed = true;
        }
        WaveMarks p = ps.get(b).isPresent() ? beat.p() : WaveMarks.ABSENT;
        if (searchP) {
          p = lead.p(ps.get(b).orElseThrow(), beat.qrs().onset());
        }
        WaveMarks t = searchT ? lead.t(ts.get(b).orElseThrow()) : beat.t();
        own.set(b, new BeatMarks(beat.rPeak(), p, beat.qrs(), t));
      }
    }
  }
}
