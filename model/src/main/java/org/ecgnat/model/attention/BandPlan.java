package org.ecgnat.model.attention;

/**
 * How the tokens of one length are cut into blocks of queries, and which keys each query of a block
 * sees. Pure arithmetic, open to who counts what attention costs; {@link BandConstants} holds it as
 * tensors.
 *
 * <p>With dilation d, token i lies in group i mod d at place ⌊i/d⌋ and attends within its group.
 * Groups are ⌈L/d⌉ or one token shorter; all are treated at the longer length, and the mask keeps
 * the missing token out.
 *
 * @param groups groups of tokens, d
 * @param longest tokens of the longest group, ⌈L/d⌉
 * @param longGroups groups of that length; the others are one token shorter
 * @param effectiveKernel tokens that a query sees, e
 * @param blocks blocks of queries a group
 * @param queries queries a block, T
 * @param halo keys before and behind the block's own places that its queries may see; 0 where one
 *     block holds all
 */
public record BandPlan(
    int groups,
    int longest,
    int longGroups,
    int effectiveKernel,
    int blocks,
    int queries,
    int halo) {
  private static final int SMALLEST_BLOCK = 16;
  private static final int LARGEST_BLOCK = 40;
  private static final double COST_OF_PADDING = 1.5;

  /**
   * The cheapest plan, by the number of scores, with blocks of 16–40 queries where the kernel
   * allows. One that leaves places without a token counts half as much again, since tokens and
   * outputs are copied once more for it.
   *
   * @param length tokens, L
   * @param kernel configured kernel size, odd
   * @param dilation configured dilation
   */
  public static BandPlan of(int length, int kernel, int dilation) {
    int groups = dilation > length ? 1 : dilation;
    int shortest = length / groups;
    int longest = (length + groups - 1) / groups;
    int reach = Math.min(kernel, shortest);
    int effective = reach % 2 == 0 ? reach - 1 : reach;
    int longGroups = length - groups * (longest - 1);
    int halo = effective / 2;
    int largest = Math.max(LARGEST_BLOCK, 4 * halo);
    BandPlan best = new BandPlan(groups, longest, longGroups, effective, 1, longest, 0);
    double cost = longest <= largest ? best.cost(length) : Double.POSITIVE_INFINITY;
    for (int t = Math.max(SMALLEST_BLOCK, 2 * halo); t <= largest; t++) {
      int blocks = (longest + t - 1) / t;
      BandPlan plan = new BandPlan(groups, longest, longGroups, effective, blocks, t, halo);
      // the window of the last token must begin within its block's keys
      boolean covered = shortest - (blocks - 1) * t > halo;
      if (blocks > 1 && covered && plan.cost(length) < cost) {
        best = plan;
        cost = plan.cost(length);
      }
    }
    if (cost == Double.POSITIVE_INFINITY) {
      throw new IllegalStateException(
          "No blocks cover %d tokens with kernel %d and dilation %d"
              .formatted(length, kernel, dilation));
    }
    return best;
  }

  private double cost(int length) {
    double scores = (double) blocks * queries * keys();
    return padded() == length ? scores : COST_OF_PADDING * scores;
  }

  /** Keys that a block's queries are multiplied with, T + e − 1 (T where one block holds all). */
  public int keys() {
    return queries + 2 * halo;
  }

  /** Places a group, including those without a token. */
  public int places() {
    return blocks * queries;
  }

  /** Tokens with those that are missing in the last blocks of the groups. */
  public int padded() {
    return groups * places();
  }

  /** Tokens of a group. */
  int tokens(int group) {
    return group < longGroups ? longest : longest - 1;
  }

  /**
   * The place of a key relative to a query, the same in every block: from −(T + h − 1) to T + h −
   * 1.
   */
  int distance(int query, int key) {
    return key - halo - query;
  }

  /** Whether a query sees a key; places without a token see nothing. */
  boolean sees(int group, int block, int query, int key) {
    int tokens = tokens(group);
    int place = block * queries + query;
    if (place >= tokens) {
      return false;
    }
    int start = Math.min(Math.max(place - effectiveKernel / 2, 0), tokens - effectiveKernel);
    int seen = place + distance(query, key);
    return seen >= start && seen < start + effectiveKernel;
  }
}
