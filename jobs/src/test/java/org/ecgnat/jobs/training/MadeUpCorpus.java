package org.ecgnat.jobs.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.config.ConfigFiles;
import org.ecgnat.jobs.corpus.CorpusIdentity;
import org.ecgnat.jobs.corpus.CorpusWriter;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.jobs.corpus.StagedRecording;
import org.ecgnat.jobs.spark.Lease;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Sex;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Window;

/**
 * A small corpus of waves with the configuration files that go with it: class FAST has waves of
 * twice the frequency of class SLOW, and four windows of five have two beats. Windows are 1.28 s at
 * 100 Hz, so that a network is small.
 */
final class MadeUpCorpus {
  private static final int SAMPLES = 128;
  private static final String RECIPE =
      """
      name: short
      band: {lowHz: 0.5, highHz: 40}
      filterOrder: 4
      paddingSeconds: 0.5
      samplingRateHz: 100
      windowSeconds: 1.28
      strideSeconds: 1.28
      minimumRestSeconds: 1
      standardisation: per-lead
      clip: 15
      findings: {maxMissingFraction: 0.5, minimumLeads: 1}
      """;

  /** What a beat adds to a lead, the third sample at its R peak. */
  private static final float[] COMPLEX = {-1, 4, 9, 4, -2};

  private static final int[] R_PEAKS = {30, 80};

  private final Path directory;

  private MadeUpCorpus(Path directory) {
    this.directory = directory;
  }

  static MadeUpCorpus write(SparkSession spark, Path directory, int recordings) throws IOException {
    ConditioningRecipe recipe =
        ConfigFiles.parse(ConditioningRecipe.class, "test recipe", RECIPE, List.of());
    List<StagedRecording> staged = new ArrayList<>();
    for (int i = 0; i < recordings; i++) {
      staged.add(recording(i));
    }
    String corpus = directory.resolve("corpus").toString();
    try (Lease lease = Lease.acquire(spark.sessionState().newHadoopConf(), corpus, "test")) {
      CorpusWriter writer =
          CorpusWriter.open(
              spark, corpus, lease, 1 << 20, new CorpusIdentity(recipe.hash(), RECIPE, ""));
      String batch = writer.nextBatchId();
      writer.writeRecordings(batch, staged.stream().map(StagedRecording::entry).toList());
      JavaRDD<StagedRecording> rows =
          JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(staged, 2);
      writer.writeWindows(batch, rows, Map.of("waves", 3000L * recordings));
    }
    MadeUpCorpus made = new MadeUpCorpus(directory);
    made.configurations();
    return made;
  }

  private void configurations() throws IOException {
    Files.writeString(
        file("encoder.yaml"),
        """
        {leads: 12, samples: 128, samplingRateHz: 100, width: 16, depths: [1, 1], kernelSize: 5,
         dilations: [1, 1], headDimension: 8, mlpRatio: 2, stochasticDepth: 0}
        """);
    Files.writeString(
        file("split.yaml"),
        """
        name: test
        train: [{folds: [1, 2, 3, 4, 5, 6]}]
        validation: [{folds: [7, 8]}]
        test: [{folds: [9, 10]}]
        """);
    Files.writeString(
        file("task.yaml"),
        """
        name: speed
        kind: multi_label
        requireAny: true
        classes:
          - {name: SLOW, codes: [{system: test, code: SLOW}]}
          - {name: FAST, codes: [{system: test, code: FAST}]}
        assessed: {waves: [SLOW, FAST]}
        """);
    Files.writeString(
        file("pretrain.yaml"),
        """
        encoder: %s
        stochasticDepth: 0
        objective:
          {maskRatio: 0.5, varianceFloor: 0.1, beat: {weight: 1, scale: 2, viewSeconds: 0.64,
           augmentation: {views: 1, gain: 0.1, noise: 0.05, wander: 0.1, shift: 0,
           leadDropout: 0.1}}}
        optimizer: {kind: adamw, learningRate: 0.002, weightDecay: 0.05, beta1: 0.9, beta2: 0.95,
                    epsilon: 1.0e-8, clipNorm: 1, warmupFraction: 0.05, finalRateFraction: 0.1,
                    encoderRateFactor: 1, stageDecay: 1}
        loop: {workers: 2, epochs: 4, minimumRounds: 1, localSteps: 3, batchSize: 8, lanes: 16,
               averageDecay: 0.9, checkpointEvery: 1, validationEvery: 2, validationWindows: 20,
               cacheMegabytes: 16,
               stop: {rounds: 0, hours: 0, patience: 0},
               faults: {droppedRounds: 3, rateCut: 0.5, deadlineSeconds: 0, quorum: 1, leastWorkers: 0},
               averaging: {outer: mean, rate: 0.7, momentum: 0.9, moments: average, deltas: fp32,
                           combine: auto}}
        seed: 1
        """
            .formatted(file("encoder.yaml")));
    Files.writeString(
        file("finetune.yaml"),
        """
        encoder: %s
        stochasticDepth: 0.1
        objective:
          {contrastiveWeight: 0.1, temperature: 0.1, positives: jaccard, projectionWidth: 8,
           dropout: 0.1, augmentation: {views: 2, gain: 0.1, noise: 0.05, wander: 0.1, shift: 10,
           leadDropout: 0.1}, crops: {samples: 0, count: 1}}
        optimizer: {kind: adamw, learningRate: 0.003, weightDecay: 0.05, beta1: 0.9, beta2: 0.999,
                    epsilon: 1.0e-8, clipNorm: 1, warmupFraction: 0.1, finalRateFraction: 0.1,
                    encoderRateFactor: 0.5, stageDecay: 0.7}
        loop: {workers: 4, epochs: 6, minimumRounds: 8, localSteps: 3, batchSize: 4, lanes: 16,
               averageDecay: 0.9, checkpointEvery: 1, validationEvery: 3, validationWindows: 20,
               cacheMegabytes: 16,
               stop: {rounds: 0, hours: 0, patience: 0},
               faults: {droppedRounds: 3, rateCut: 0.5, deadlineSeconds: 0, quorum: 1, leastWorkers: 0},
               averaging: {outer: mean, rate: 0.7, momentum: 0.9, moments: average, deltas: fp32,
                           combine: auto}}
        probe: {regularisation: 0.01, maximumIterations: 200}
        headFromProbe: false
        """
            .formatted(file("encoder.yaml")));
  }

  private static StagedRecording recording(int number) {
    Random random = new Random(number);
    boolean fast = number % 2 == 1;
    float[] signal = new float[12 * SAMPLES];
    double phase = random.nextDouble() * 6;
    for (int lead = 0; lead < 12; lead++) {
      for (int i = 0; i < SAMPLES; i++) {
        double wave = Math.sin(phase + i * (fast ? 0.5 : 0.25) + lead * 0.2);
        signal[lead * SAMPLES + i] = (float) (1.4 * wave + 0.2 * random.nextGaussian());
      }
      if (number % 5 != 0) {
        addBeats(signal, lead);
      }
    }
    String key = "r" + number;
    RecordingEntry entry =
        new RecordingEntry(
            "waves",
            key,
            key + ".hea",
            List.of(new SourceFile(key + ".hea", 10, Instant.EPOCH, "00")),
            "",
            "",
            "p" + number,
            List.of(Label.of("test", fast ? "FAST" : "SLOW", "made")),
            number / 2 % 10 + 1,
            -1,
            Sex.UNKNOWN,
            RecordingEntry.UNKNOWN_TIME,
            100,
            1.28,
            1,
            AcquisitionContext.UNKNOWN,
            List.of(),
            "test-1");
    byte[] bytes = WindowCodec.encode(new DecodedWindow(100, SAMPLES, 0xfff, false, signal));
    String hash = Sha256.hex(key);
    return new StagedRecording(key, entry, List.of(new Window(0, 1.28, bytes, List.of(), hash)));
  }

  private static void addBeats(float[] signal, int lead) {
    for (int peak : R_PEAKS) {
      for (int i = 0; i < COMPLEX.length; i++) {
        signal[lead * SAMPLES + peak - 2 + i] += COMPLEX[i] * (1 + 0.1f * lead);
      }
    }
  }

  /** A file of it, such as {@code split.yaml} or {@code corpus}. */
  Path file(String name) {
    return directory.resolve(name);
  }
}
