package org.ecgnat.model.training;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the C library treats freed memory. By default glibc gives the arrays of a finished step back
 * to the system, which must map and clear each page again for the next one: a few per cent of a
 * step's time. A process that trains keeps them instead: each of the C library's heaps, of which
 * threads that allocate at the same time have one each, up to the most that it ever held.
 */
final class NativeHeap {
  private static final Logger LOG = LoggerFactory.getLogger(NativeHeap.class);

  // parameters of mallopt(3)
  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;

  // a heap of another thread than the first is 64 MiB, and is kept where the pad is larger
  private static final int PAD_BYTES = 128 << 20;
  // the largest that glibc accepts: a larger array is mapped and unmapped by itself
  private static final int LARGEST_IN_HEAP_BYTES = 32 << 20;

  private static boolean kept;

  private NativeHeap() {}

  /** Lets this process keep what it frees, where the C library is glibc. */
  static synchronized void keepFreedMemory() {
    if (kept) {
      return;
    }
    kept = true;
    if (!Platform.isLinux()) {
      return;
    }
    try {
      Function mallopt = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("mallopt");
      set(mallopt, MMAP_THRESHOLD, LARGEST_IN_HEAP_BYTES);
      set(mallopt, TRIM_THRESHOLD, Integer.MAX_VALUE);
      set(mallopt, TOP_PAD, PAD_BYTES);
    } catch (LinkageError e) {
      LOG.debug("No mallopt in this C library: freed memory goes back to the system", e);
    }
  }

  private static void set(Function mallopt, int parameter, int value) {
    if (mallopt.invokeInt(new Object[] {parameter, value}) == 0) {
      LOG.debug("mallopt({}, {}) was refused", parameter, value);
    }
  }
}
