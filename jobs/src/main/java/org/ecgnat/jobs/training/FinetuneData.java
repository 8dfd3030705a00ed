package org.ecgnat.jobs.training;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.jobs.config.Task;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RowGroup;

/**
 * What a classifier learns from and is watched on.
 *
 * @param available labelled recordings that the split has for training
 * @param drawn of them
 * @param training windows of those drawn
 * @param validation windows of labelled recordings for validation; empty where none are wanted or
 *     there are none
 */
record FinetuneData(
    int available, int drawn, TrainingData training, Optional<TrainingData> validation) {

  /** Draws the labels of a run. */
  static FinetuneData of(
      SparkSession spark, Corpus corpus, Split split, Task task, FinetuneJob.Options options) {
    List<RowGroup> rowGroups = corpus.rowGroups();
    List<LabelledRecording> all = LabelledRecording.of(corpus, split, Split.Role.TRAIN, task);
    List<LabelledRecording> drawn =
        LabelledRecording.draw(all, options.labels().of(all.size()), options.seed());
    int most = options.config().loop().validationWindows();
    List<LabelledRecording> held =
        most == 0
            ? List.of()
            : LabelledRecording.draw(
                LabelledRecording.of(corpus, split, Split.Role.VALIDATION, task), most, 0);
    return new FinetuneData(
        all.size(),
        drawn.size(),
        count(spark, rowGroups, drawn),
        held.isEmpty()
            ? Optional.empty()
            : Optional.of(count(spark, rowGroups, held)).filter(data -> data.windows() > 0));
  }

  private static TrainingData count(
      SparkSession spark, List<RowGroup> rowGroups, List<LabelledRecording> recordings) {
    return TrainingData.count(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        rowGroups,
        LabelledSelection.of(recordings),
        new ParquetRowGroups(new SerializableConfiguration(spark.sessionState().newHadoopConf())));
  }
}
