package org.ecgnat.jobs.training;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.ecgnat.jobs.cli.UserException;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.concurrent.Await;
import scala.concurrent.duration.FiniteDuration;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * A Spark job of one element a partition. Results are taken as they come, so that those which have
 * arrived are there when the others are given up.
 */
final class RoundJob {
  private static final FiniteDuration LOOK = new FiniteDuration(50, TimeUnit.MILLISECONDS);

  private RoundJob() {}

  /** Decides whether to wait on. */
  @FunctionalInterface
  interface Watch {
    /**
     * Looks at a job that is not done.
     *
     * @param arrived results that are there
     * @return whether to cancel the others
     * @throws AbandonedRound where all of it is to be cancelled
     */
    boolean givesUp(int arrived) throws AbandonedRound;
  }

  /**
   * Runs a job.
   *
   * @return results by partition; not all of them where the watch gave up
   * @throws AbandonedRound where the watch says so; the job is cancelled
   */
  static <T> SortedMap<Integer, T> run(JavaRDD<T> elements, Watch watch) throws AbandonedRound {
    Map<Integer, T> arrived = new ConcurrentHashMap<>();
    SimpleFutureAction<Void> action = submit(elements, arrived);
    boolean done = false;
    try {
      while (!done && !watch.givesUp(arrived.size())) {
        done = isDone(action);
      }
    } finally {
      if (!done) {
        action.cancel();
      }
    }
    return new TreeMap<>(arrived);
  }

  private static <T> SimpleFutureAction<Void> submit(JavaRDD<T> elements, Map<Integer, T> arrived) {
    var partitions =
        JavaConverters.asScalaBuffer(
                IntStream.range(0, elements.getNumPartitions()).mapToObj(i -> (Object) i).toList())
            .toSeq();
    return elements
        .rdd()
        .context()
        .submitJob(
            elements.rdd(),
            new Only<T>(),
            partitions,
            new AbstractFunction2<Object, T, BoxedUnit>() {
              @Override
              public BoxedUnit apply(Object partition, T element) {
                arrived.put((Integer) partition, element);
                return BoxedUnit.UNIT;
              }
            },
            new AbstractFunction0<Void>() {
              @Override
              public Void apply() {
                return null;
              }
            });
  }

  /** The only element of a partition. */
  private static final class Only<T> extends AbstractFunction1<Iterator<T>, T>
      implements Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public T apply(Iterator<T> elements) {
      return elements.next();
    }
  }

  /** Waits a moment; a failure of the job is thrown. */
  private static boolean isDone(SimpleFutureAction<Void> action) {
    try {
      Await.result(action, LOOK);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.environment("Cannot go on training: it was interrupted", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
