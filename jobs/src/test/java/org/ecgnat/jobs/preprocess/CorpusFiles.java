package org.ecgnat.jobs.preprocess;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How far a writer has come, seen from outside in the files of the corpus.
 *
 * @param token highest fencing token, 0 where none was given
 * @param recordings version of the recordings table, -1 where there is none
 * @param recordingsFiles data files of it, committed or not
 * @param windows version of the windows table, -1 where there is none
 * @param windowsFiles data files of it, committed or not
 * @param runs records of batches
 */
record CorpusFiles(
    long token, long recordings, long recordingsFiles, long windows, long windowsFiles, long runs) {
  /** Made once, for it reads files. */
  private static final Configuration HADOOP = new Configuration();

  private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

  static CorpusFiles of(String corpus) {
    try {
      Path root = new Path(corpus);
      FileSystem files = root.getFileSystem(HADOOP);
      return new CorpusFiles(
          Math.max(0, highest(files, new Path(root, "_lease"))),
          highest(files, new Path(root, "recordings/_delta_log")),
          data(files, new Path(root, "recordings")),
          highest(files, new Path(root, "windows/_delta_log")),
          data(files, new Path(root, "windows")),
          list(files, new Path(root, "_runs")).length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same, but for tables that are there: before its first batch the windows table has two
   * versions, the second of which names the site key.
   */
  CorpusFiles created() {
    return new CorpusFiles(
        token, Math.max(0, recordings), recordingsFiles, Math.max(1, windows), windowsFiles, runs);
  }

  /** Process that holds the lease, 0 where none does or its file is being written. */
  static long holder(String corpus) {
    try {
      Path folder = new Path(corpus, "_lease");
      FileSystem files = folder.getFileSystem(HADOOP);
      long token = highest(files, folder);
      if (token < 0) {
        return 0;
      }
      try (InputStream in = files.open(lease(corpus, token))) {
        Matcher pid = PID.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return pid.find() ? Long.parseLong(pid.group(1)) : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path lease(String corpus, long token) {
    return new Path(corpus, String.format(Locale.ROOT, "_lease/%09d.json", token));
  }

  /** Makes the sign of life of the holder of the lease look older than it is. */
  static void ageLease(String corpus, long token, long millis) throws IOException {
    Path file = lease(corpus, token);
    FileSystem files = file.getFileSystem(HADOOP);
    long seen = files.getFileStatus(file).getModificationTime();
    files.setTimes(file, seen - millis, -1);
  }

  /** Of files that are named by a number. */
  private static long highest(FileSystem files, Path folder) throws IOException {
    return Arrays.stream(list(files, folder))
        .map(file -> file.getPath().getName())
        .filter(name -> name.matches("\\d+\\.json"))
        .mapToLong(name -> Long.parseLong(name.replace(".json", "")))
        .max()
        .orElse(-1);
  }

  private static long data(FileSystem files, Path table) throws IOException {
    long count = 0;
    for (FileStatus partition : list(files, table)) {
      if (partition.getPath().getName().startsWith("source=")) {
        count +=
            Arrays.stream(list(files, partition.getPath()))
                .filter(file -> file.getPath().getName().matches("part.*\\.parquet"))
                .count();
      }
    }
    return count;
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
