package org.ecgnat.preprocessing.format.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Reads on a thread of its own and says what was wrong with how it ended. */
final class GuardedRead implements AutoCloseable {
  /** Not a measure of speed: only a hang takes so long. */
  private static final long HANG_MILLIS = 10_000;

  /** What reading may allocate whatever the size of the file. */
  private static final long BASE_BYTES = 64L << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long patienceMillis;
  private final AtomicReference<Thread> worker = new AtomicReference<>();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "fuzzed-reader");
            thread.setDaemon(true);
            worker.set(thread);
            return thread;
          });

  GuardedRead() {
    this(HANG_MILLIS);
  }

  GuardedRead(long patienceMillis) {
    this.patienceMillis = patienceMillis;
  }

  /**
   * Reads a recording.
   *
   * @return what was wrong: anything but recordings or a clean refusal in proportion to the file;
   *     empty where all was well
   */
  Optional<String> fault(FuzzTarget target, MemoryFolder folder) {
    Future<Optional<String>> end = executor.submit(() -> run(target, folder));
    try {
      return end.get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      StackTraceElement[] where = worker.get().getStackTrace();
      end.cancel(true);
      return Optional.of("hangs" + stack(where));
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().getClass().getName() + stack(e.getCause().getStackTrace()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private static Optional<String> run(FuzzTarget target, MemoryFolder folder) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Optional<String> fault = read(target, folder);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    long limit = BASE_BYTES + target.allocationFactor() * folder.sizeBytes();
    return fault.isEmpty() && allocated > limit
        ? Optional.of("allocates " + allocated + " bytes for " + folder.sizeBytes())
        : fault;
  }

  @SuppressWarnings("CatchingUnchecked") // every kind of end is the question here
  private static Optional<String> read(FuzzTarget target, MemoryFolder folder) {
    try {
      byte[] main = folder.content().bytes();
      byte[] head = Arrays.copyOf(main, Math.min(main.length, RecordingFormats.HEAD_BYTES));
      target.reader().recognises(folder.main(), head, target.options());
      // what is not recognised is read all the same: that must be refused as cleanly
      List<EcgRecording> recordings =
          target.reader().read(folder.content(), folder.main(), folder, target.options());
      return recordings.isEmpty() || recordings.stream().anyMatch(r -> r.samples() == 0)
          ? Optional.of("returns nothing instead of refusing")
          : Optional.empty();
    } catch (UnreadableRecordingException e) {
      return Optional.empty();
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError e) {
      return Optional.of(e + stack(e.getStackTrace()));
    }
  }

  private static String stack(StackTraceElement[] frames) {
    StringBuilder lines = new StringBuilder();
    Arrays.stream(frames).limit(12).forEach(frame -> lines.append("\n    at ").append(frame));
    return lines.toString();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
