package org.ecgnat.jobs.training;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Prepares one step on a thread of its own while the one before is taken, and no more steps than
 * are asked for.
 *
 * @param <S> a prepared step
 */
final class StepsAhead<S extends StepsAhead.Prepared> implements AutoCloseable {
  /** Holds memory until it is closed. */
  interface Prepared extends AutoCloseable {
    @Override
    void close();
  }

  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "ecgnat-read-ahead");
            thread.setDaemon(true);
            return thread;
          });
  private final Supplier<S> source;
  private int left;
  private CompletableFuture<S> ahead;

  /**
   * Begins to prepare the first step.
   *
   * @param steps how many there will be, at least 1
   * @param source prepares them one after the other
   */
  StepsAhead(int steps, Supplier<S> source) {
    this.source = source;
    left = steps;
    prepare();
  }

  private void prepare() {
    left--;
    ahead = CompletableFuture.supplyAsync(source, reader);
  }

  /**
   * The next step, for the caller to close.
   *
   * @throws IllegalStateException where this thread is interrupted
   */
  S next() {
    try {
      S step = ahead.get();
      if (left > 0) {
        prepare();
      } else {
        ahead = CompletableFuture.failedFuture(new IllegalStateException("no step is left"));
      }
      return step;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for the next batch", e);
    }
  }

  /** Waits for the step in the making, which nobody will take: its trainer may be closed next. */
  @Override
  public void close() {
    ahead
        .handle(
            (step, failure) -> {
              if (step != null) {
                step.close();
              }
              return null;
            })
        .join();
    reader.shutdown();
  }
}
