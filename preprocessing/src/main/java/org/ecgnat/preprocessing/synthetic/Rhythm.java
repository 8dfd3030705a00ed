package org.ecgnat.preprocessing.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * When the beats come. Sinus intervals swing with blood pressure (0.1 Hz) and breath, as the two
 * peaks of McSharry's interval spectrum do (2003, section III-B); in fibrillation they are
 * independent and log-normal.
 *
 * @param beats in order, from before the start to after the end
 * @param heartRatePerMinute mean rate without premature beats
 * @param breathsHz respiratory rate
 */
record Rhythm(List<Beat> beats, double heartRatePerMinute, double breathsHz) {
  /** Beats start this long before the recording, so that it begins in the middle of things. */
  private static final double LEAD_IN_SECONDS = 2;

  private static final double SHORTEST_RR_SECONDS = 0.30;

  Rhythm {
    beats = List.copyOf(beats);
  }

  /** The rhythm of a recording with these findings. */
  static Rhythm draw(Set<Diagnosis> findings, double seconds, Draw draw) {
    double rate =
        findings.contains(Diagnosis.AF)
            ? draw.normal(92, 22, 52, 150)
            : findings.contains(Diagnosis.SB)
                ? draw.normal(52, 5, 38, 58.5)
                : findings.contains(Diagnosis.ST)
                    ? 102 + 45 * Math.pow(draw.uniform(0, 1), 1.5)
                    : draw.normal(75, 11, 62, 97);
    double breaths = draw.normal(0.25, 0.05, 0.14, 0.40);
    double end = seconds + 1;
    List<Beat> beats =
        findings.contains(Diagnosis.AF)
            ? fibrillation(60 / rate, end, draw)
            : sinus(60 / rate, breaths, end, draw);
    if (findings.contains(Diagnosis.PAC)) {
      beats = PrematureBeats.atrial(beats, seconds, draw);
    }
    if (findings.contains(Diagnosis.PVC)) {
      beats = PrematureBeats.ventricular(beats, seconds, draw);
    }
    return new Rhythm(beats, rate, breaths);
  }

  private static List<Beat> sinus(double meanRr, double breaths, double end, Draw draw) {
    double pr = draw.normal(0.158, 0.016, 0.124, 0.198) - 0.05 * Math.max(0, 0.8 - meanRr);
    double prSeconds = Math.max(pr, 0.122);
    boolean strong = draw.chance(0.12);
    double calm = Math.min(1, meanRr * meanRr);
    double breathing = calm * (strong ? draw.uniform(0.06, 0.12) : draw.uniform(0.005, 0.04));
    double pressure = calm * draw.uniform(0.005, 0.025);
    double breathPhase = draw.uniform(0, 2 * Math.PI);
    double pressurePhase = draw.uniform(0, 2 * Math.PI);
    double[] swing = new double[(int) Math.ceil((LEAD_IN_SECONDS + end) / meanRr) + 4];
    for (int n = 0; n < swing.length; n++) {
      swing[n] =
          breathing * Math.sin(2 * Math.PI * breaths * n * meanRr + breathPhase)
              + pressure * Math.sin(2 * Math.PI * 0.1 * n * meanRr + pressurePhase)
              + draw.normal(0, 0.004);
    }
    // the rate stays the one that was drawn, whatever part of a breath the recording shows
    double centre = Arrays.stream(swing).average().orElseThrow();
    List<Beat> beats = new ArrayList<>();
    double t = -LEAD_IN_SECONDS - draw.uniform(0, meanRr);
    for (int n = 0; t < end; n++) {
      double rr = meanRr * (1 + swing[Math.min(n, swing.length - 1)] - centre);
      t += rr;
      beats.add(new Beat(Beat.Kind.SINUS, t, rr, OptionalDouble.of(t - prSeconds)));
    }
    return beats;
  }

  private static List<Beat> fibrillation(double meanRr, double end, Draw draw) {
    double spread = draw.uniform(0.14, 0.28);
    List<Beat> beats = new ArrayList<>();
    double t = -LEAD_IN_SECONDS - draw.uniform(0, meanRr);
    while (t < end) {
      double rr = Math.max(SHORTEST_RR_SECONDS, meanRr * draw.factor(spread));
      t += rr;
      beats.add(new Beat(Beat.Kind.FIBRILLATION, t, rr, OptionalDouble.empty()));
    }
    return beats;
  }
}
