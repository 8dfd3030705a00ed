package org.ecgnat.preprocessing.format.wfdb;

/** What signals of format 0 lie in: nothing, of any length (signal(5)). */
enum NoFile implements SignalFile {
  INSTANCE;

  @Override
  public long frames() {
    return Long.MAX_VALUE;
  }

  @Override
  public int invalid() {
    return Integer.MIN_VALUE;
  }

  @Override
  public int[] samples(int row, int frames) {
    return new int[0];
  }
}
