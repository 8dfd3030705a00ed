package org.ecgnat.jobs.spark;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.ecgnat.jobs.cli.UserException;
import scala.collection.JavaConverters;

/**
 * What a task of training gets. On a cluster it gets its executor whole, all processors and the GPU
 * where there is one, so that each process holds one trainer: by a resource profile, whatever
 * {@code spark.task.cpus} says for other tasks. In local mode, where one process is everything, it
 * gets {@code spark.task.cpus} processors.
 */
public final class TaskSlots {
  private static final String CORES = "spark.executor.cores";
  private static final String TASK_CPUS = "spark.task.cpus";
  private static final String GPUS = "spark.executor.resource.gpu.amount";
  private static final String DRIVER = "driver";

  private final SparkContext spark;
  private final int cpus;
  // one for all rounds: Spark keeps every profile that it has seen
  private final Optional<ResourceProfile> profile;

  private TaskSlots(SparkContext spark, int cpus, Optional<ResourceProfile> profile) {
    this.spark = spark;
    this.cpus = cpus;
    this.profile = profile;
  }

  /**
   * The slots of a session, which must have its executors or say how many cores they have.
   *
   * @throws UserException where executors have several GPUs
   */
  public static TaskSlots of(SparkSession session) {
    SparkContext spark = session.sparkContext();
    int taskCpus = spark.getConf().getInt(TASK_CPUS, 1);
    if (spark.isLocal()) {
      return new TaskSlots(spark, taskCpus, Optional.empty());
    }
    int gpus = spark.getConf().getInt(GPUS, 0);
    if (gpus > 1) {
      throw UserException.environment(
          "Cannot place trainers: executors have several GPUs ("
              + GPUS
              + "), of which a trainer uses one; give more executors one GPU each",
          null);
    }
    int cores = executorCores(spark).orElse(taskCpus);
    boolean already =
        cores == taskCpus && gpus == spark.getConf().getDouble("spark.task.resource.gpu.amount", 0);
    return new TaskSlots(
        spark, cores, already ? Optional.empty() : Optional.of(profile(cores, gpus)));
  }

  private static OptionalInt executorCores(SparkContext spark) {
    return spark.getConf().contains(CORES)
        ? OptionalInt.of(spark.getConf().getInt(CORES, 1))
        : JavaConverters.seqAsJavaList(spark.statusStore().executorList(true)).stream()
            .filter(executor -> !executor.id().equals(DRIVER))
            .mapToInt(ExecutorSummary::totalCores)
            .min();
  }

  /** Whether this process is an executor of a cluster, rather than a driver that does it all. */
  public static boolean inExecutor() {
    return !SparkEnv.get().executorId().equals(DRIVER);
  }

  /** Processors of a task, and threads of libtorch. */
  public int cpus() {
    return cpus;
  }

  /** Whether such a task has a GPU. */
  public boolean gpu() {
    return spark.getConf().getInt(GPUS, 0) > 0;
  }

  /** Tasks that can run at the same time now. */
  public int now() {
    return spark.isLocal()
        ? Math.max(1, spark.defaultParallelism() / cpus)
        : spark.statusTracker().getExecutorInfos().length - 1;
  }

  /** Has the tasks that compute these elements, and what is made of them, run in such slots. */
  public <T> JavaRDD<T> on(JavaRDD<T> elements) {
    return profile.map(elements::withResources).orElse(elements);
  }

  private static ResourceProfile profile(int cpus, int gpus) {
    TaskResourceRequests requests = new TaskResourceRequests().cpus(cpus);
    if (gpus > 0) {
      requests.resource("gpu", gpus);
    }
    return new ResourceProfileBuilder().require(requests).build();
  }
}
