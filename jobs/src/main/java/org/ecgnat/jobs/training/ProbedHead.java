package org.ecgnat.jobs.training;

import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.prediction.ModelFiles;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.jobs.training.probe.HeadFit;
import org.ecgnat.jobs.training.probe.LinearHead;
import org.ecgnat.jobs.training.probe.ProbeSettings;
import org.ecgnat.model.training.ParameterLayout;

/**
 * Fits a linear head to an encoder as it is: features of the drawn windows, and a regression on
 * them.
 *
 * @param spark runs both
 * @param settings of the regression
 * @param seed of the run
 */
record ProbedHead(SparkSession spark, ProbeSettings settings, long seed) {

  /**
   * Fits the head.
   *
   * @param writer of the classifier
   * @param training the drawn windows
   * @param layout of the classifier's weights
   * @param weights of the classifier, whose head is not asked
   */
  LinearHead fit(
      ClassifierWriter writer, TrainingData training, ParameterLayout layout, float[] weights) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Task task = writer.task();
    ModelFiles model =
        writer.draft(
            seed,
            new ClassifierWriter.Trained(layout, weights, Map.of()),
            path -> ModelFiles.read(spark.sessionState().newHadoopConf(), path.toUri().toString()));
    context.setJobDescription("linear probe");
    return new HeadFit(spark, task.classNames(), task.kind() == Task.Kind.MULTI_LABEL, settings)
        .fit(
            FeatureExtraction.of(context, TaskSlots.of(spark), training, model),
            LinearHead.features(layout));
  }
}
