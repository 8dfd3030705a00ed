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
 * @param front places left free before the first token in the first block
 * @param halo keys before and behind the block's own places that its queries may see
 */
public record BandPlan(
    int groups,
    int longest,
    int longGroups,
    int effectiveKernel,
    int blocks,
    int queries,
    int front,
    int halo) {
  private static final int SMALLEST_BLOCK = 16;
  private static final int LARGEST_BLOCK = 32;

  /**
   * The cheapest plan, by the number of scores, with blocks of 16–32 queries where the kernel
   * allows.
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
    int spare = longest - shortest;
    int largest = Math.max(LARGEST_BLOCK, 2 * halo + 2 + spare);
    BandPlan best = new BandPlan(groups, longest, longGroups, effective, 1, longest, 0, 0);
    long cost = longest <= largest ? best.scores() : Long.MAX_VALUE;
    for (int t = Math.max(SMALLEST_BLOCK, halo + 1 + spare); t <= largest; t++) {
      int blocks = (longest + t - 1) / t;
      int free = blocks * t - longest;
      int front = free / 2;
      // a window that was shifted inward at a border must still lie within its block's keys
      boolean covered = t - front > halo && t - (free - front) - spare > halo;
      BandPlan plan = new BandPlan(groups, longest, longGroups, effective, blocks, t, front, halo);
      if (blocks > 1 && covered && plan.scores() < cost) {
        best = plan;
        cost = plan.scores();
      }
    }
    return best;
  }

  private long scores() {
    return (long) blocks * queries * keys();
  }

  /** Keys that a block's queries are multiplied with, T + e − 1 (T where one block holds all). */
  public int keys() {
    return queries + 2 * halo;
  }

  /** Places a group including the free ones. */
  public int places() {
    return blocks * queries;
  }

  /** Pieces of up to T places that a block's keys are put together from; 1 where they are T. */
  public int pieces() {
    return (keys() + queries - 1) / queries;
  }

  /** Places of the frame that the pieces are cut from: those of the blocks and of the last halo. */
  public int frame() {
    return (blocks + pieces() - 1) * queries;
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

  /** Whether a query sees a key; free places see nothing. */
  boolean sees(int group, int block, int query, int key) {
    int tokens = tokens(group);
    int place = block * queries + query - front;
    if (place < 0 || place >= tokens) {
      return false;
    }
    int start = Math.min(Math.max(place - effectiveKernel / 2, 0), tokens - effectiveKernel);
    int seen = place + distance(query, key);
    return seen >= start && seen < start + effectiveKernel;
  }
}
