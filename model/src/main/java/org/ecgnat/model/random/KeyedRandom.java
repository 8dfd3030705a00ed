package org.ecgnat.model.random;

import java.nio.charset.StandardCharsets;

/**
 * Random numbers that depend on a key alone: (seed, purpose, epoch, window, layer). Two generators
 * with equal keys give equal sequences on every platform, whatever was drawn elsewhere and in which
 * order, so that results depend neither on the number of workers nor on threads.
 *
 * <p>The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014); the key's parts pass one after the other through its finaliser to give
 * the first state. An instance is used by one thread.
 */
public final class KeyedRandom {

  /** What the numbers are for: equal keys of different purposes give unrelated sequences. */
  public enum Purpose {
    /** Initial weights. */
    INITIALIZATION(1),
    /** Which units a masked autoencoder hides. */
    MASK(2),
    /** How a view of a labelled window is made. */
    AUGMENTATION(3),
    /** Which residual branches are dropped. */
    STOCHASTIC_DEPTH(4),
    /** Which features are dropped before the head. */
    DROPOUT(5),
    /** The order of data. */
    ORDER(6),
    /** Which labelled examples a budget keeps. */
    LABEL_SUBSET(7),
    /** Resampling for intervals. */
    BOOTSTRAP(8);

    private final long tag;

    Purpose(long tag) {
      this.tag = tag;
    }
  }

  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private long state;
  private double spare = Double.NaN;

  private KeyedRandom(long state) {
    this.state = state;
  }

  /**
   * A generator for a key; parts that do not apply are 0.
   *
   * @param seed of the run
   * @param purpose what the numbers are for
   * @param epoch pass over the data
   * @param window 64 bits of the window's id
   * @param layer number of the layer, view or other part
   */
  public static KeyedRandom of(long seed, Purpose purpose, long epoch, long window, long layer) {
    long state = mix(seed + GAMMA);
    state = mix(state + GAMMA + purpose.tag);
    state = mix(state + GAMMA + epoch);
    state = mix(state + GAMMA + window);
    return new KeyedRandom(mix(state + GAMMA + layer));
  }

  /**
   * 64 bits of a name (FNV-1a over its UTF-8 bytes), for keys that are texts.
   *
   * @param name such as a parameter's
   */
  public static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** 64 uniform bits. */
  public long bits() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double uniform() {
    return (bits() >>> 11) * UNIT;
  }

  /**
   * Uniform over the integers 0 … bound − 1, without bias.
   *
   * @param bound positive
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("Bound " + bound + " is not positive");
    }
    long limit = (1L << 31) - (1L << 31) % bound;
    long draw;
    do {
      draw = bits() >>> 33;
    } while (draw >= limit);
    return (int) (draw % bound);
  }

  /** Standard normal, by Marsaglia's polar method in strict arithmetic. */
  public double gaussian() {
    if (!Double.isNaN(spare)) {
      double result = spare;
      spare = Double.NaN;
      return result;
    }
    double x;
    double y;
    double square;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spare = y * scale;
    return x * scale;
  }

  /**
   * A uniform permutation of 0 … n − 1 (Fisher and Yates).
   *
   * @param n its length
   */
  public int[] permutation(int n) {
    int[] result = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1);
      result[i] = result[j];
      result[j] = i;
    }
    return result;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
