package org.ecgnat.jobs.preprocess;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * Numbers by text, of which only 128 bits of the SHA-256 are kept: 32 to 64 bytes an entry whatever
 * the text's length, so that a driver can hold millions. Two texts out of a billion are confused
 * with a probability of 10⁻²¹.
 */
final class HashMap128 {
  private static final int FIRST_CAPACITY = 1 << 10;

  /** Two words of hash and the number, for each slot; a slot of two zero words is free. */
  private long[] slots = new long[3 * FIRST_CAPACITY];

  private int size;

  int size() {
    return size;
  }

  boolean contains(String key) {
    return slots[slot(slots, hash(key)) + 1] != 0;
  }

  /** The number of a key, or what stands for its absence. */
  long get(String key, long absent) {
    int slot = slot(slots, hash(key));
    return slots[slot + 1] == 0 ? absent : slots[slot + 2];
  }

  /** Sets the number of a key; true where the key is new. */
  boolean put(String key, long value) {
    if (4L * size > slots.length) {
      grow();
    }
    long[] hash = hash(key);
    int slot = slot(slots, hash);
    boolean fresh = slots[slot + 1] == 0;
    slots[slot] = hash[0];
    slots[slot + 1] = hash[1];
    slots[slot + 2] = value;
    size += fresh ? 1 : 0;
    return fresh;
  }

  private void grow() {
    long[] larger = new long[Math.multiplyExact(2, slots.length)];
    for (int at = 0; at < slots.length; at += 3) {
      if (slots[at + 1] != 0) {
        int slot = slot(larger, new long[] {slots[at], slots[at + 1]});
        System.arraycopy(slots, at, larger, slot, 3);
      }
    }
    slots = larger;
  }

  private static int slot(long[] slots, long[] hash) {
    int capacity = slots.length / 3;
    int slot = (int) Long.remainderUnsigned(hash[0], capacity);
    while (slots[3 * slot + 1] != 0
        && (slots[3 * slot] != hash[0] || slots[3 * slot + 1] != hash[1])) {
      slot = slot + 1 == capacity ? 0 : slot + 1;
    }
    return 3 * slot;
  }

  private static long[] hash(String key) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    // a zero marks a free slot
    return new long[] {digest.getLong(), digest.getLong() | 1};
  }
}
