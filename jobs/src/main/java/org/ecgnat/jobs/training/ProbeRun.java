package org.ecgnat.jobs.training;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.ExitCode;
import org.ecgnat.jobs.training.probe.LinearHead;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;

/**
 * A linear probe: features of the drawn windows, a regression on them, and a classifier of the
 * untouched encoder with the fitted head.
 *
 * @param spark runs it
 * @param options of the command
 * @param out gets the progress
 */
record ProbeRun(SparkSession spark, FinetuneJob.Options options, PrintWriter out) {

  /** What a probe depends on beside corpus, labels and encoder. */
  static Map<String, Object> configuration(FinetuneConfig config) {
    Map<String, Object> used = new LinkedHashMap<>();
    used.put("crops", config.objective().crops());
    used.put("probe", config.probe());
    used.put("validationWindows", config.loop().validationWindows());
    return used;
  }

  /**
   * Fits and writes the classifier.
   *
   * @param writer of its model
   * @param spec of the network, whose first weights are those of a random encoder
   * @param layout of its weights
   */
  ExitCode run(
      RunDirectory directory,
      ClassifierWriter writer,
      FinetuneData data,
      StartingPoint start,
      TrainerSpec spec,
      ParameterLayout layout) {
    if (directory.startProbe(writer.identity(), options.config())) {
      out.println("This probe is done");
      return RunResult.done(out, options.output());
    }
    int features = LinearHead.features(layout);
    out.printf(
        "Probing %d features of %d windows of %d of %d labelled recordings%n",
        features, data.training().windows(), data.drawn(), data.available());
    out.flush();
    float[] weights = start.weights(spec, layout);
    LinearHead head =
        new ProbedHead(spark, options.config().probe(), options.seed())
            .fit(writer, data.training(), layout, weights);
    head.remarks().forEach(out::println);
    head.copyTo(layout, weights);
    writer.write(
        directory.files(),
        options.seed(),
        new ClassifierWriter.Trained(layout, weights, Map.of()),
        data.validation());
    directory.result(result(data, head, features));
    return RunResult.done(out, options.output());
  }

  private static Map<String, Object> result(FinetuneData data, LinearHead head, int features) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("command", FinetuneJob.PROBE);
    result.put("exitCode", ExitCode.DONE.value());
    result.put("trainingWindows", data.training().windows());
    result.put("features", features);
    result.put("iterations", head.iterations());
    result.put("remarks", head.remarks());
    result.put("labelledRecordings", data.drawn());
    return result;
  }
}
