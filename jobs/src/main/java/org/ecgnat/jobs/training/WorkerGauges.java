package org.ecgnat.jobs.training;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the last part of a round that a process worked on was like, for Spark's metrics system. */
final class WorkerGauges {
  private static final WorkerGauges THIS_PROCESS = new WorkerGauges();

  private volatile Optional<RoundReport.Participant> last = Optional.empty();

  /** Those of the worker in this process; in local mode of the one that was done last. */
  static WorkerGauges ofThisProcess() {
    return THIS_PROCESS;
  }

  /** A worker is done with its part. */
  void done(RoundReport.Participant part) {
    last = Optional.of(part);
  }

  /** Adds the gauges; they are no numbers before the first part is done. */
  void registerIn(MetricRegistry registry) {
    gauge(registry, "recordsPerSecond", part -> part.examples() / part.times().seconds());
    gauge(registry, "loss", RoundReport.Participant::loss);
    gauge(registry, "stepSeconds", part -> part.times().steppingSeconds());
    gauge(registry, "dataSeconds", part -> part.times().waitingSeconds());
    gauge(registry, "exchangeSeconds", part -> part.times().exchangeSeconds());
    gauge(registry, "nativeBytes", part -> part.nativeBytes().orElse(0));
  }

  private void gauge(
      MetricRegistry registry, String name, ToDoubleFunction<RoundReport.Participant> value) {
    Gauge<Double> gauge = () -> last.map(value::applyAsDouble).orElse(Double.NaN);
    registry.register(name, gauge);
  }
}
