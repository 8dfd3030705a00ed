package org.ecgnat.jobs.training;

import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Brings figures of training into Spark's metrics system, so that each of its sinks has them: those
 * of a worker in the executor's registry, those of the rounds and of every worker in the driver's.
 */
public final class TrainingPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new DriverPlugin() {
      @Override
      public Map<String, String> init(SparkContext spark, PluginContext plugin) {
        RoundGauges.begin(plugin.metricRegistry());
        return Map.of();
      }

      @Override
      public void shutdown() {
        RoundGauges.end();
      }
    };
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new ExecutorPlugin() {
      @Override
      public void init(PluginContext plugin, Map<String, String> fromDriver) {
        MetricRegistry registry = plugin.metricRegistry();
        WorkerGauges.ofThisProcess().registerIn(registry);
      }
    };
  }
}
