package org.ecgnat.jobs.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The order in which training sees the windows, without a list of them: an epoch permutes the row
 * groups by (seed, epoch) and the eligible windows of each by (seed, epoch, row group). All epochs
 * one after the other form one endless sequence. It is cut into passes of N windows, rounded to a
 * multiple of the number of lanes: pass {@code p} begins at {@code L·⌊p·N/L⌋}, and each of its L
 * lanes owns an equal contiguous part. So every window comes exactly once an epoch, lanes are
 * always of one length whatever N is, and each reads few row groups. Used by one thread.
 */
public final class EpochPlan {
  private static final int KEPT_EPOCHS = 4;
  private static final int KEPT_ROW_ORDERS = 128;

  private final long seed;
  private final int[] eligible;
  private final int lanes;
  private final long windows;
  private final Map<Integer, Epoch> epochs = new Recent<>(KEPT_EPOCHS);
  private final Map<Long, int[]> rowOrders = new Recent<>(KEPT_ROW_ORDERS);

  /**
   * A window's place in the corpus, and when it comes.
   *
   * @param epoch from 0
   * @param group index of the row group
   * @param row its place among the row group's eligible windows in file order
   */
  public record Place(int epoch, int group, int row) {}

  /** Row groups in an epoch's order, and where each begins in its sequence. */
  private record Epoch(int[] groups, long[] starts) {}

  private static final class Recent<K, V> extends LinkedHashMap<K, V> {
    private final int kept;

    Recent(int kept) {
      super(16, 0.75f, true);
      this.kept = kept;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > kept;
    }
  }

  /**
   * Plans.
   *
   * @param seed keys the permutations
   * @param eligible windows that take part, of each row group
   * @param lanes their number L
   */
  public EpochPlan(long seed, int[] eligible, int lanes) {
    this.seed = seed;
    this.eligible = eligible.clone();
    this.lanes = lanes;
    this.windows = Arrays.stream(eligible).asLongStream().sum();
    if (lanes < 1 || windows < lanes) {
      throw new IllegalArgumentException(
          windows + " windows cannot be dealt to " + lanes + " lanes");
    }
  }

  /** Windows an epoch. */
  public long windows() {
    return windows;
  }

  /** The number of lanes. */
  public int lanes() {
    return lanes;
  }

  /** Windows that each lane owns in a pass. */
  public long laneSize(int pass) {
    return (passStart(pass + 1) - passStart(pass)) / lanes;
  }

  /** The window that a lane gives next. */
  public Place place(int lane, LaneCursor cursor) {
    long position = passStart(cursor.pass()) + lane * laneSize(cursor.pass()) + cursor.offset();
    return place(Math.toIntExact(position / windows), position % windows);
  }

  /** The cursor after that window. */
  public LaneCursor next(LaneCursor cursor) {
    return cursor.offset() + 1 < laneSize(cursor.pass())
        ? new LaneCursor(cursor.pass(), cursor.offset() + 1)
        : new LaneCursor(cursor.pass() + 1, 0);
  }

  private long passStart(int pass) {
    return Math.multiplyExact(windows, pass) / lanes * lanes;
  }

  /**
   * The window at a place of an epoch's sequence.
   *
   * @param epoch from 0
   * @param position from 0 to {@link #windows()} − 1
   */
  public Place place(int epoch, long position) {
    if (position < 0 || position >= windows) {
      throw new IndexOutOfBoundsException(
          "Position " + position + " in an epoch of " + windows + " windows");
    }
    Epoch order = epochs.computeIfAbsent(epoch, this::order);
    int found = Arrays.binarySearch(order.starts, position);
    int slot = found >= 0 ? found : -found - 2;
    // Groups without an eligible window start where the next one does.
    while (eligible[order.groups[slot]] == 0) {
      slot++;
    }
    int group = order.groups[slot];
    int[] rows =
        rowOrders.computeIfAbsent(
            (long) epoch << 32 | group,
            key -> permutation(eligible[group], key(seed, epoch, group + 1L)));
    return new Place(epoch, group, rows[(int) (position - order.starts[slot])]);
  }

  private Epoch order(int epoch) {
    int[] groups = permutation(eligible.length, key(seed, epoch, 0));
    long[] starts = new long[groups.length];
    long start = 0;
    for (int i = 0; i < groups.length; i++) {
      starts[i] = start;
      start += eligible[groups[i]];
    }
    return new Epoch(groups, starts);
  }

  /** Fisher and Yates's shuffle with the generator that the Java specification fixes. */
  private static int[] permutation(int size, long key) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    Random random = new Random(key);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static long key(long seed, long epoch, long group) {
    return mix(mix(mix(seed) + epoch) + group);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
