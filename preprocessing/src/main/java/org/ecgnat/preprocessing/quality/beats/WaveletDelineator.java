package org.ecgnat.preprocessing.quality.beats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Delineator */
public final class WaveletDelineator {
  private static final double T_TOLERANCE_SECONDS = 0.034;
  private static final double T_SHARE = 0.33;
  private static final double P_TOLERANCE_SECONDS = 0.02;
  private static final double P_SHARE = 0.5;
  private static final double SLACK_SECONDS = 0.01;

  public static Object LAST;
  private WaveletDelineator() {}

  public static Delineation delineate(float[][] leads, double samplingRateHz, int[] beats) {
    List<List<BeatMarks>> all = new ArrayList<>();
    int samples = leads.length == 0 ? 0 : leads[0].length;
    SplineWavelet wavelet = new SplineWavelet(samples, samplingRateHz);
    QrsExtents extents = QrsExtents.of(leads, samplingRateHz, beats, wavelet);
    int[] on = new int[beats.length];
    for (int b = 0; b < on.length; b++) {
      on[b] = extents.first(b);
    }
    AtrialActivity atria = new AtrialActivity(leads.length, on, samplingRateHz);
    for (float[] lead : leads) {
      wavelet.transform(lead);
      atria.add(wavelet.scale(4));
      all.add(lead(new LeadDelineator(lead, wavelet, samplingRateHz), beats, extents, samples, samplingRateHz));
    }
    if (leads.length >= Consensus.FEWEST_LEADS) {
      agree(leads, samplingRateHz, beats, wavelet, all);
    }
    LAST = atria;
    boolean[] locked = atria.locked();
    for (List<BeatMarks> l : all) {
      for (int b = 0; b < beats.length; b++) {
        if (!locked[b]) {
          l.set(b, l.get(b).withP(WaveMarks.ABSENT));
        }
      }
    }
    return new Delineation(new GlobalMarks(samplingRateHz).combine(beats, all), all);
  }

  private static void agree(
      float[][] leads, double rate, int[] beats, SplineWavelet wavelet, List<List<BeatMarks>> all) {
    int pTol = (int) (P_TOLERANCE_SECONDS * rate);
    int tTol = (int) (T_TOLERANCE_SECONDS * rate);
    int slack = (int) (SLACK_SECONDS * rate);
    List<Optional<Consensus>> ps = new ArrayList<>();
    List<Optional<Consensus>> ts = new ArrayList<>();
    for (int b = 0; b < beats.length; b++) {
      int beat = b;
      ps.add(Consensus.of(all.stream().map(l -> l.get(beat).p()).toList(), pTol, P_SHARE));
      ts.add(Consensus.of(all.stream().map(l -> l.get(beat).t()).toList(), tTol, T_SHARE));
    }
    for (int l = 0; l < leads.length; l++) {
      boolean transformed = false;
      LeadDelineator d = new LeadDelineator(leads[l], wavelet, rate);
      List<BeatMarks> marks = all.get(l);
      for (int b = 0; b < beats.length; b++) {
        BeatMarks m = marks.get(b);
        WaveMarks p = m.p();
        WaveMarks t = m.t();
        boolean redoP = ps.get(b).isPresent() && !ps.get(b).get().holds(p, pTol);
        boolean redoT = ts.get(b).isPresent() && !ts.get(b).get().holds(t, tTol);
        if (ps.get(b).isEmpty()) {
          p = WaveMarks.ABSENT;
        }
        if ((redoP || redoT) && !transformed) {
          wavelet.transform(leads[l]);
          transformed = true;
        }
        if (redoP) {
          p = d.pWithin(ps.get(b).get().onset() - slack, ps.get(b).get().end() + slack, m.qrs().present() ? m.qrs().onset() : m.rPeak());
        }
        if (redoT) {
          t = d.tWithin(ts.get(b).get().onset() - slack, ts.get(b).get().end() + slack);
        }
        marks.set(b, new BeatMarks(m.rPeak(), p, m.qrs(), t));
      }
    }
  }

  private static List<BeatMarks> lead(LeadDelineator d, int[] beats, QrsExtents extents, int samples, double rate) {
    List<BeatMarks> result = new ArrayList<>();
    int gap = (int) (0.1 * rate);
    int tEnd = 0;
    for (int b = 0; b < beats.length; b++) {
      int r = beats[b];
      int interval =
          b + 1 < beats.length
              ? beats[b + 1] - r
              : b > 0 ? r - beats[b - 1] : (int) rate;
      int lastInterval = b > 0 ? r - beats[b - 1] : interval;
      WaveMarks qrs =
          d.qrs(r, extents.first(b), extents.last(b));
      WaveMarks p = WaveMarks.ABSENT;
      WaveMarks t = WaveMarks.ABSENT;
      if (qrs.present()) {
        p = d.p(qrs.onset(), Math.max(tEnd, b > 0 ? beats[b - 1] + gap : 0), lastInterval);
        t = d.t(r, qrs.end(), interval);
      }
      tEnd = t.present() ? t.end() : r + gap;
      result.add(new BeatMarks(r, p, qrs, t));
    }
    return result;
  }
}
