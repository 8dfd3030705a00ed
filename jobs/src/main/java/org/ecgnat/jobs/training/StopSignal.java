package org.ecgnat.jobs.training;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.util.SignalUtils;
import scala.runtime.AbstractFunction0;

/**
 * Turns SIGTERM and SIGINT into a request to stop after the round at hand; a second signal ends the
 * process at once, as it does while no run listens.
 */
final class StopSignal implements AutoCloseable {
  private static final AtomicReference<StopSignal> LISTENING = new AtomicReference<>();

  private final AtomicBoolean requested = new AtomicBoolean();
  private volatile long requestedAt;

  static {
    for (String name : new String[] {"TERM", "INT"}) {
      SignalUtils.register(name, new Handler());
    }
  }

  /** Answers whether the signal has been dealt with. */
  private static final class Handler extends AbstractFunction0<Object> {
    @Override
    public Object apply() {
      StopSignal listening = LISTENING.get();
      if (listening == null) {
        return false;
      }
      return listening.request();
    }
  }

  /** Listens from now on; of several at a time in one process only the newest hears. */
  StopSignal() {
    LISTENING.set(this);
  }

  /** Asks to stop; whether it is the first to do so. */
  boolean request() {
    if (!requested.get()) {
      requestedAt = System.nanoTime();
    }
    return !requested.getAndSet(true);
  }

  /** Whether a signal has come. */
  boolean requested() {
    return requested.get();
  }

  /** Seconds since it has come. */
  double secondsSince() {
    return (System.nanoTime() - requestedAt) / 1e9;
  }

  @Override
  public void close() {
    LISTENING.compareAndSet(this, null);
  }
}
