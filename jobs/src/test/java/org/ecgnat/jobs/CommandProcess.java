package org.ecgnat.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ecgnat.jobs.cli.Main;

/**
 * A command line run in a JVM of its own, which can be stopped for a while or killed. Closing kills
 * it and the executors that it started.
 */
public final class CommandProcess implements AutoCloseable {
  /** Two executors with a process each. */
  public static final String LOCAL_CLUSTER = "local-cluster[2,1,700]";

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts {@code ecgnat ARGS} on two cores.
   *
   * @param folder for what it prints and leaves behind
   * @param master such as {@code local[2]} or {@link #LOCAL_CLUSTER}
   */
  public static CommandProcess start(Path folder, String master, String... args) {
    return start(folder, master, Map.of(), Map.of(), args);
  }

  /**
   * The same with settings of Spark.
   *
   * @param settings by key, beside those that every run here has
   */
  public static CommandProcess start(
      Path folder, String master, Map<String, String> settings, String... args) {
    return start(folder, master, settings, Map.of(), args);
  }

  /**
   * The same in another environment.
   *
   * @param environment variables beside those of this process
   */
  public static CommandProcess start(
      Path folder,
      String master,
      Map<String, String> settings,
      Map<String, String> environment,
      String... args) {
    String classes = classPath();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    Map<String, String> all = new TreeMap<>(settings);
    Map.of(
            "spark.master", master,
            "spark.ui.enabled", "false",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.driver.host", "127.0.0.1",
            "spark.sql.shuffle.partitions", "1",
            "spark.databricks.delta.snapshotPartitions", "1",
            "spark.sql.codegen.wholeStage", "false",
            "spark.executor.memory", "600m",
            "spark.executor.extraClassPath", classes,
            "spark.local.dir", scratch(folder).toString())
        .forEach(all::putIfAbsent);
    all.forEach((key, value) -> command.add("-D" + key + "=" + value));
    // short runs: a thorough compiler takes longer than it saves
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classes, Main.class.getName()));
    command.addAll(List.of(args));
    try {
      Files.createDirectories(folder.resolve("spark/jars"));
      Path out = Files.createTempFile(folder, "run-", ".out");
      Path err = Path.of(out.toString().replace(".out", ".err"));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      // executors take their classes from the class path above
      builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
      builder.environment().put("SPARK_SCALA_VERSION", "2.12");
      builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
      builder.environment().putAll(environment);
      return new CommandProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All classes of the product, of its libraries, and of the tests. */
  public static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Where runs with this folder keep blocks. */
  public static Path scratch(Path folder) {
    return folder.resolve("scratch");
  }

  /** The driver. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Its executors, where they are processes of their own. */
  public List<ProcessHandle> executors() {
    return process.descendants().filter(CommandProcess::isExecutor).toList();
  }

  /** Java's own view of a process leaves long class paths out, and all that follows them. */
  private static boolean isExecutor(ProcessHandle child) {
    try {
      Path commandLine = Path.of("/proc", Long.toString(child.pid()), "cmdline");
      return Files.readString(commandLine).contains("CoarseGrainedExecutorBackend");
    } catch (IOException e) {
      // it has ended
      return false;
    }
  }

  /** Stops a process until it is {@link #resume resumed}: it notices nothing but the clock. */
  public static void suspend(ProcessHandle stopped) {
    signal("-STOP", stopped);
  }

  /** Lets a stopped process go on. */
  public static void resume(ProcessHandle stopped) {
    signal("-CONT", stopped);
  }

  /** Ends a process, running or stopped, so that it can do nothing more: {@code kill -9}. */
  public static void kill(ProcessHandle killed) {
    killed.destroyForcibly();
    killed.onExit().join();
  }

  private static void signal(String name, ProcessHandle target) {
    try {
      int code = new ProcessBuilder("kill", name, Long.toString(target.pid())).start().waitFor();
      if (code != 0 && target.isAlive()) {
        throw new IllegalStateException("kill " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it still runs or is stopped. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended. */
  public CommandLineRun end() {
    try {
      int code = process.waitFor();
      return new CommandLineRun(code, Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        Stream.concat(executors().stream(), Stream.of(process.toHandle())).toList();
    all.forEach(CommandProcess::kill);
  }
}
