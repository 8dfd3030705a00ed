package org.ecgnat.jobs.training;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * What the last round was like, in the driver's metrics: the round itself, and every executor's
 * worker as its own source {@code ecgnat.executor.ID}, because the driver's page is where
 * Prometheus looks and executors have none.
 */
final class RoundGauges {
  private static volatile Optional<RoundGauges> active = Optional.empty();

  private final Map<String, ExecutorSource> executors = new HashMap<>();
  private volatile Optional<RoundReport> last = Optional.empty();

  private RoundGauges() {}

  /** Begins with the driver's plugin. */
  static void begin(MetricRegistry registry) {
    RoundGauges gauges = new RoundGauges();
    gauges.register(registry, "round", RoundReport::round);
    gauges.register(registry, "epoch", RoundReport::epoch);
    gauges.register(registry, "loss", RoundReport::loss);
    gauges.register(
        registry, "validationLoss", report -> report.validationLoss().orElse(Double.NaN));
    gauges.register(registry, "gradientNorm", RoundReport::gradientNorm);
    gauges.register(registry, "recordsPerSecond", RoundReport::recordsPerSecond);
    gauges.register(registry, "shareOutsideSteps", RoundReport::shareOutsideSteps);
    gauges.register(registry, "combineSeconds", report -> report.times().combineSeconds());
    gauges.register(registry, "workers", report -> report.participants().size());
    active = Optional.of(gauges);
  }

  static void end() {
    active = Optional.empty();
  }

  /** A round is done. Does nothing where no plugin is loaded. */
  static void done(RoundReport report) {
    active.ifPresent(gauges -> gauges.show(report));
  }

  private void show(RoundReport report) {
    last = Optional.of(report);
    MetricsSystem metrics = SparkEnv.get().metricsSystem();
    Set<String> here = new HashSet<>();
    for (RoundReport.Participant worker : report.participants()) {
      here.add(worker.executor());
      executors
          .computeIfAbsent(worker.executor(), id -> ExecutorSource.registered(metrics, id))
          .gauges()
          .done(worker);
    }
    executors
        .values()
        .removeIf(
            source -> {
              boolean gone = !here.contains(source.executor());
              if (gone) {
                metrics.removeSource(source);
              }
              return gone;
            });
  }

  /** The gauges of an executor's worker. */
  private record ExecutorSource(String executor, WorkerGauges gauges, MetricRegistry metricRegistry)
      implements Source {

    static ExecutorSource registered(MetricsSystem metrics, String executor) {
      ExecutorSource source =
          new ExecutorSource(executor, new WorkerGauges(), new MetricRegistry());
      source.gauges.registerIn(source.metricRegistry);
      metrics.registerSource(source);
      return source;
    }

    @Override
    public String sourceName() {
      return "ecgnat.executor." + executor;
    }
  }

  private void register(MetricRegistry registry, String name, ToDoubleFunction<RoundReport> value) {
    Gauge<Double> gauge = () -> last.map(value::applyAsDouble).orElse(Double.NaN);
    registry.register(name, gauge);
  }
}
