package org.ecgnat.preprocessing.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Puts premature beats into a rhythm, at least one of them well inside the recording. */
final class PrematureBeats {
  /** Time at either end in which a premature beat would not be seen whole, seconds. */
  private static final double MARGIN_SECONDS = 1.0;

  private PrematureBeats() {}

  /**
   * Ventricular beats: the sinus node goes on undisturbed, its next impulse meets a refractory
   * ventricle, so the pause is fully compensatory.
   */
  static List<Beat> ventricular(List<Beat> beats, double seconds, Draw draw) {
    boolean[] premature = places(beats, seconds, draw);
    double coupling = draw.uniform(0.52, 0.72);
    List<Beat> result = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      Beat beat = beats.get(i);
      if (!premature[i]) {
        result.add(after(result, beat));
        continue;
      }
      double before = result.get(result.size() - 1).qrsOnsetSeconds();
      double full = beat.qrsOnsetSeconds() - before;
      double rr = Math.max(0.34, full * coupling * draw.factor(0.02));
      result.add(new Beat(Beat.Kind.PREMATURE_VENTRICULAR, before + rr, rr, beat.pOnsetSeconds()));
    }
    return result;
  }

  /** Atrial beats: they reset the sinus node, so that everything after comes earlier. */
  static List<Beat> atrial(List<Beat> beats, double seconds, Draw draw) {
    boolean[] premature = places(beats, seconds, draw);
    double coupling = draw.uniform(0.60, 0.78);
    double shift = 0;
    List<Beat> result = new ArrayList<>();
    for (int i = 0; i < beats.size(); i++) {
      Beat beat = beats.get(i);
      double gained = 0;
      if (premature[i]) {
        gained = beat.rrSeconds() * (1 - coupling * draw.factor(0.03));
      } else if (i > 0 && premature[i - 1]) {
        gained = -0.10 * beat.rrSeconds();
      }
      shift += gained;
      double moved = shift;
      Beat.Kind kind = premature[i] ? Beat.Kind.PREMATURE_ATRIAL : beat.kind();
      double late = premature[i] ? 0.012 : 0;
      result.add(
          new Beat(
              kind,
              beat.qrsOnsetSeconds() - moved,
              beat.rrSeconds() - gained,
              shifted(beat.pOnsetSeconds(), -moved - late)));
    }
    return result;
  }

  private static boolean[] places(List<Beat> beats, double seconds, Draw draw) {
    List<Integer> inside = new ArrayList<>();
    for (int i = 1; i < beats.size(); i++) {
      double t = beats.get(i).qrsOnsetSeconds();
      if (t > MARGIN_SECONDS && t < seconds - MARGIN_SECONDS) {
        inside.add(i);
      }
    }
    boolean[] premature = new boolean[beats.size()];
    if (draw.chance(0.15)) {
      // bigeminy or trigeminy
      int period = draw.integer(2, 3);
      for (int n = draw.integer(0, 1); n < inside.size(); n += period) {
        premature[inside.get(n)] = true;
      }
      return premature;
    }
    int wanted = draw.integer(1, 3);
    for (int n = 0; n < wanted; n++) {
      int place = inside.get(draw.integer(0, inside.size() - 1));
      if (!premature[place - 1] && (place + 1 == beats.size() || !premature[place + 1])) {
        premature[place] = true;
      }
    }
    return premature;
  }

  private static Beat after(List<Beat> soFar, Beat beat) {
    double rr =
        soFar.isEmpty()
            ? beat.rrSeconds()
            : beat.qrsOnsetSeconds() - soFar.get(soFar.size() - 1).qrsOnsetSeconds();
    return new Beat(beat.kind(), beat.qrsOnsetSeconds(), rr, beat.pOnsetSeconds());
  }

  private static OptionalDouble shifted(OptionalDouble time, double by) {
    return time.isEmpty() ? time : OptionalDouble.of(time.getAsDouble() + by);
  }
}
