package org.ecgnat.jobs.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.spark.CommandSession;
import org.ecgnat.jobs.spark.TaskSlots;
import org.ecgnat.model.encoder.EcgNatConfig;

/** Runs a job on the configured master, and says what training would find there. */
public final class ClusterCheck {
  private static final String NAME = "spark job";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final long MEBIBYTE = 1L << 20;

  private ClusterCheck() {}

  /**
   * Starts a session, runs a job of two tasks, and looks at the executors.
   *
   * @param model directory, name or file of the model that is to be trained, whose memory is
   *     compared with what executors have; empty for none
   */
  public static Finding run(Optional<String> model) {
    try (CommandSession session = CommandSession.open("doctor")) {
      SparkSession spark = session.spark();
      long rows = spark.range(0, 100, 1, 2).filter("id % 2 = 0").count();
      String detail = rows + " of 50 rows came back from " + spark.sparkContext().master();
      return rows == 50
          ? sized(spark, detail, model)
          : Finding.fail(NAME, detail, "look at the executors' logs");
    } catch (UserException e) {
      return Finding.fail(
          NAME, e.getMessage(), "change what spark-submit is given, behind a lone --");
    } catch (RuntimeException e) {
      return Finding.fail(
          NAME,
          LibraryChecks.firstLine(e),
          "check --master, and that the workers reach the driver (spark.driver.host)");
    }
  }

  private static Finding sized(SparkSession spark, String detail, Optional<String> model) {
    TaskSlots slots = TaskSlots.of(spark);
    List<String> lines = new ArrayList<>();
    lines.add(workers(spark.sparkContext().isLocal(), slots));
    Optional<Long> needed =
        model
            .flatMap(ModelCheck::encoder)
            .filter(EcgNatConfig.class::isInstance)
            .map(encoder -> CostLines.trainingBytes((EcgNatConfig) encoder));
    if (needed.isEmpty()) {
      return Finding.ok(NAME, detail, lines);
    }
    long bytes = needed.get();
    lines.add(
        "pre-training %s in batches of %d takes about %d MiB a worker outside the heap"
            .formatted(model.get(), CostLines.BATCH, bytes / MEBIBYTE));
    Optional<Long> bound = overhead(spark.sparkContext().getConf());
    if (bound.isEmpty()) {
      lines.add("nothing bounds memory outside the heap here: leave so much free for each worker");
      return Finding.ok(NAME, detail, lines);
    }
    lines.add("executors may take %d MiB there (%s)".formatted(bound.get() / MEBIBYTE, OVERHEAD));
    if (bound.get() >= bytes) {
      return Finding.ok(NAME, detail, lines);
    }
    lines.add("-> raise it: --conf " + OVERHEAD + "=" + (bytes / MEBIBYTE + 1) + "m");
    return new Finding(NAME, false, detail, lines);
  }

  private static String workers(boolean local, TaskSlots slots) {
    return local
        ? "local mode: %d workers at a time in this process, with %d threads each (spark.task.cpus)"
            .formatted(slots.now(), slots.cpus())
        : "%d executors: as many workers at a time (--workers), with %d threads%s each"
            .formatted(slots.now(), slots.cpus(), slots.gpu() ? " and a GPU" : "");
  }

  /** What a cluster manager lets an executor take beyond its heap; empty where none watches. */
  private static Optional<Long> overhead(SparkConf conf) {
    String master = conf.get("spark.master", "");
    boolean watched = master.startsWith("yarn") || master.startsWith("k8s");
    if (!watched) {
      return Optional.empty();
    }
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g");
    long usual = Math.max(384, (long) (factor * heap));
    return Optional.of(conf.getSizeAsMb(OVERHEAD, usual + "m") * MEBIBYTE);
  }
}
