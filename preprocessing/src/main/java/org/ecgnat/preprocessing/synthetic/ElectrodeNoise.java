package org.ecgnat.preprocessing.synthetic;

/**
 * What electrodes pick up beside the heart: baseline wander (breath and skin), muscle, mains and
 * moving electrodes. Added to potentials, not to leads, so that one bad electrode disturbs several
 * leads the way it does in life.
 */
final class ElectrodeNoise {
  private static final double KNOT_SECONDS = 0.5;

  private final double[][] electrodes;
  private final double rateHz;
  private final Draw draw;

  private ElectrodeNoise(double[][] electrodes, double rateHz, Draw draw) {
    this.electrodes = electrodes;
    this.rateHz = rateHz;
    this.draw = draw;
  }

  /**
   * Adds the noise of one recording, from hardly any to a lot.
   *
   * @param electrodes {@code (9, samples)} in millivolts, changed
   * @param breathsHz respiratory rate
   */
  static void add(double[][] electrodes, double samplingRateHz, double breathsHz, Draw draw) {
    ElectrodeNoise noise = new ElectrodeNoise(electrodes, samplingRateHz, draw);
    noise.breath(breathsHz, 0.02 * draw.factor(0.7));
    noise.drift(0.035 * draw.factor(0.7));
    noise.muscle(Math.min(0.045, 0.008 * draw.factor(0.6)));
    noise.mains(draw.chance(0.5) ? 0.002 : Math.min(0.03, 0.006 * draw.factor(0.8)));
    if (draw.chance(0.15)) {
      noise.motion();
    }
  }

  private void breath(double breathsHz, double amplitude) {
    double phase = draw.uniform(0, 2 * Math.PI);
    int samples = electrodes[0].length;
    double[] wave = new double[samples];
    for (int i = 0; i < samples; i++) {
      wave[i] = Math.sin(2 * Math.PI * breathsHz * i / rateHz + phase);
    }
    for (double[] electrode : electrodes) {
      double size = draw.normal(0, amplitude);
      for (int i = 0; i < samples; i++) {
        electrode[i] += size * wave[i];
      }
    }
  }

  /** An autoregressive walk on half-second knots, joined by cubics (Catmull and Rom). */
  private void drift(double sd) {
    int samples = electrodes[0].length;
    int knots = (int) Math.ceil(samples / (rateHz * KNOT_SECONDS)) + 4;
    for (double[] electrode : electrodes) {
      double[] knot = new double[knots];
      knot[0] = draw.normal(0, sd);
      for (int k = 1; k < knots; k++) {
        knot[k] = 0.92 * knot[k - 1] + draw.normal(0, 0.39 * sd);
      }
      for (int i = 0; i < samples; i++) {
        double at = i / (rateHz * KNOT_SECONDS);
        int k = (int) at;
        double u = at - k;
        double a = knot[k];
        double b = knot[k + 1];
        double c = knot[k + 2];
        double d = knot[k + 3];
        electrode[i] +=
            b + 0.5 * u * (c - a + u * (2 * a - 5 * b + 4 * c - d + u * (3 * (b - c) + d - a)));
      }
    }
  }

  /** White noise between about 20 and 120 Hz that swells and fades. */
  private void muscle(double rms) {
    int samples = electrodes[0].length;
    double low = 1 - Math.exp(-2 * Math.PI * 120 / rateHz);
    double high = Math.exp(-2 * Math.PI * 20 / rateHz);
    for (double[] electrode : electrodes) {
      double size = 1.6 * rms * draw.factor(0.4);
      double swell = draw.uniform(0, 0.6);
      double swellHz = draw.uniform(0.05, 0.4);
      double swellPhase = draw.uniform(0, 2 * Math.PI);
      double smooth = 0;
      double slow = 0;
      for (int i = 0; i < samples; i++) {
        smooth += low * (draw.random().nextGaussian() - smooth);
        slow = high * slow + (1 - high) * smooth;
        double envelope = 1 + swell * Math.sin(2 * Math.PI * swellHz * i / rateHz + swellPhase);
        electrode[i] += size * envelope * (smooth - slow);
      }
    }
  }

  private void mains(double amplitude) {
    int samples = electrodes[0].length;
    double hz = draw.oneOf(50.0, 60.0) + draw.normal(0, 0.02);
    double[] sine = new double[samples];
    double[] cosine = new double[samples];
    for (int i = 0; i < samples; i++) {
      double angle = 2 * Math.PI * hz * i / rateHz;
      sine[i] = Math.sin(angle);
      cosine[i] = Math.cos(angle);
    }
    for (double[] electrode : electrodes) {
      double a = draw.normal(0, amplitude);
      double b = draw.normal(0, amplitude);
      for (int i = 0; i < samples; i++) {
        electrode[i] += a * sine[i] + b * cosine[i];
      }
    }
  }

  /** One electrode jerks a few times and settles. */
  private void motion() {
    double[] electrode = electrodes[draw.integer(0, Electrode.COUNT - 1)];
    int jerks = draw.integer(1, 3);
    for (int n = 0; n < jerks; n++) {
      int start = (int) (draw.uniform(0, 1) * electrode.length);
      double size = draw.normal(0, 0.4);
      double attack = draw.uniform(0.02, 0.08) * rateHz;
      double decay = draw.uniform(0.1, 0.5) * rateHz;
      for (int i = start; i < electrode.length; i++) {
        double t = i - start;
        electrode[i] += size * (Math.exp(-t / decay) - Math.exp(-t / attack));
      }
    }
  }
}
