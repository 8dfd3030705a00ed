package org.ecgnat.jobs.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Kills an executor in the middle of each round, {@code kill -9}, while it runs a task of training:
 * the one that got the round's first task. Prints {@code lost a task of round N} for each task that
 * Spark counts as lost with its executor. Spark makes it, in the driver, by its class name.
 */
public final class ExecutorKiller extends SparkListener {
  private static final Pattern ROUND = Pattern.compile("round (\\d+) of .*");
  private static final long WELL_BEGUN_MILLIS = 400;

  private final Map<Integer, Integer> roundOfStage = new HashMap<>();
  private final Set<Integer> disturbed = new HashSet<>();

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    String job = stage.properties().getProperty("spark.job.description", "");
    Matcher matcher = ROUND.matcher(job);
    if (matcher.matches()) {
      roundOfStage.put(stage.stageInfo().stageId(), Integer.parseInt(matcher.group(1)));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart task) {
    Integer round = roundOfStage.get(task.stageId());
    if (round != null && disturbed.add(round)) {
      executor(task.taskInfo().executorId())
          .ifPresent(
              process -> {
                Thread killer = new Thread(() -> kill(process), "killer of round " + round);
                killer.setDaemon(true);
                killer.start();
              });
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.reason() instanceof ExecutorLostFailure) {
      System.out.println("lost a task of round " + roundOfStage.get(task.stageId()));
    }
  }

  private static void kill(ProcessHandle process) {
    try {
      Thread.sleep(WELL_BEGUN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    process.destroyForcibly();
  }

  private static Optional<ProcessHandle> executor(String id) {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains("\0--executor-id\0" + id + "\0"))
        .findFirst();
  }

  /** Java's own view of a process leaves long class paths out, and all that follows them. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      // it has ended
      return "";
    }
  }
}
