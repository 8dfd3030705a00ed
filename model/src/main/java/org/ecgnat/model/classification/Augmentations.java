package org.ecgnat.model.classification;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.model.random.KeyedRandom;
import org.ecgnat.model.random.KeyedRandom.Purpose;
import org.ecgnat.model.training.Crops;
import org.ecgnat.model.training.Objective;
import org.ecgnat.model.training.TrainingExample;

/**
 * Makes views of a window that a cardiologist would read the same: shifted in time, with other lead
 * gains, with baseline wander and noise, and with leads lost. Every draw is keyed by seed, epoch,
 * window and view.
 */
public final class Augmentations {
  private static final double SLOWEST_WANDER_HZ = 0.05;
  private static final double FASTEST_WANDER_HZ = 0.5;
  // four uniform 16-bit numbers: mean of the sum, and its standard deviation √(4 · (2³² − 1)/12)
  private static final double NOISE_MEAN = 2 * 65535.0;
  private static final double NOISE_DEVIATION = Math.sqrt(4 * (65536.0 * 65536 - 1) / 12);

  private final Objective.Augmentation settings;
  private final Crops crops;
  private final int leads;
  private final double samplingRateHz;
  private final long seed;

  /**
   * For one run.
   *
   * @param settings how much of each
   * @param crops of which a view is one, at a random place
   * @param leads rows of a signal
   * @param samplingRateHz of the signal
   * @param seed of the run
   */
  public Augmentations(
      Objective.Augmentation settings, Crops crops, int leads, double samplingRateHz, long seed) {
    this.settings = settings;
    this.crops = crops;
    this.leads = leads;
    this.samplingRateHz = samplingRateHz;
    this.seed = seed;
  }

  /** The views of a batch: all examples' first views, then all second ones, …. */
  public List<TrainingExample> views(List<TrainingExample> batch) {
    List<TrainingExample> views = new ArrayList<>();
    for (int view = 0; view < settings.views(); view++) {
      for (TrainingExample example : batch) {
        views.add(view(example, view));
      }
    }
    return views;
  }

  /**
   * A view of an example, with the same key, epoch and targets.
   *
   * @param example signal {@code leads × samples}; the view's is shorter where it is a crop
   * @param view its number, from 0
   */
  public TrainingExample view(TrainingExample example, int view) {
    KeyedRandom random =
        KeyedRandom.of(seed, Purpose.AUGMENTATION, example.epoch(), example.key(), view);
    int whole = example.signal().length / leads;
    int samples = crops.length(whole);
    int start = crops.cut(whole) ? random.below(whole - samples + 1) : 0;
    int shift = random.below(2 * settings.shift() + 1) - settings.shift();
    double wanderHz =
        SLOWEST_WANDER_HZ + (FASTEST_WANDER_HZ - SLOWEST_WANDER_HZ) * random.uniform();
    double phase = 2 * Math.PI * random.uniform();
    int leadMask = dropLeads(example.leadMask(), random);
    float[] signal = new float[leads * samples];
    for (int lead = 0; lead < leads; lead++) {
      double gain = StrictMath.exp(settings.gain() * random.gaussian());
      double wander = settings.wander() * random.gaussian();
      if ((leadMask >> lead & 1) == 1) {
        int row = lead * samples;
        for (int i = 0; i < samples; i++) {
          int from = Math.floorMod(start + i - shift, whole);
          signal[row + i] = (float) (gain * example.signal()[lead * whole + from]);
        }
        addWander(signal, row, samples, wander, wanderHz, phase);
        addNoise(signal, row, samples, random);
      }
    }
    return new TrainingExample(
        example.key(), example.epoch(), signal, leadMask, example.targets(), example.known());
  }

  /** Hides leads, but never the last one that is left. */
  private int dropLeads(int present, KeyedRandom random) {
    int left = present;
    for (int lead : random.permutation(leads)) {
      int without = left & ~(1 << lead);
      if (random.uniform() < settings.leadDropout() && without != 0) {
        left = without;
      }
    }
    return left;
  }

  /** Adds a slow sine by the recurrence of rotations, a cosine and a sine a lead. */
  private void addWander(
      float[] signal, int row, int samples, double amplitude, double hertz, double phase) {
    if (amplitude == 0) {
      return;
    }
    double step = 2 * Math.PI * hertz / samplingRateHz;
    double cosStep = StrictMath.cos(step);
    double sinStep = StrictMath.sin(step);
    double cos = amplitude * StrictMath.cos(phase);
    double sin = amplitude * StrictMath.sin(phase);
    for (int i = 0; i < samples; i++) {
      signal[row + i] += (float) sin;
      double next = sin * cosStep + cos * sinStep;
      cos = cos * cosStep - sin * sinStep;
      sin = next;
    }
  }

  /** Adds sums of four uniform numbers: near enough to normal, and much cheaper to draw. */
  private void addNoise(float[] signal, int row, int samples, KeyedRandom random) {
    if (settings.noise() == 0) {
      return;
    }
    double scale = settings.noise() / NOISE_DEVIATION;
    for (int i = 0; i < samples; i++) {
      long bits = random.bits();
      long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
      signal[row + i] += (float) (scale * (sum - NOISE_MEAN));
    }
  }
}
