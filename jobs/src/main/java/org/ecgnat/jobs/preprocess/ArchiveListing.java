package org.ecgnat.jobs.preprocess;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveLimits;
import org.ecgnat.preprocessing.format.archive.Archives;

/**
 * What lies in archives, found out by Spark tasks: a compressed tar file has to be decompressed for
 * it. The driver holds about 50 bytes an entry.
 */
final class ArchiveListing {
  /** Archives listed by one job: bounds what comes back at once. */
  private static final long JOB_BYTES = 16L << 30;

  private static final int JOB_ARCHIVES = 1000;

  private ArchiveListing() {}

  /** Lists archives, by path. */
  static Map<String, ArchiveDirectory> of(
      JavaSparkContext spark,
      Configuration hadoop,
      List<InputListing.Archive> archives,
      ArchiveLimits limits) {
    Map<String, ArchiveDirectory> directories = new HashMap<>();
    if (archives.isEmpty()) {
      return directories;
    }
    Broadcast<SerializableConfiguration> configuration =
        spark.broadcast(new SerializableConfiguration(hadoop));
    for (List<InputListing.Archive> some :
        TaskPlan.pack(
            archives, a -> Math.max(a.sizeBytes(), JOB_BYTES / JOB_ARCHIVES), JOB_BYTES)) {
      spark
          .parallelize(some, some.size())
          .map(
              archive -> {
                Path path = new Path(archive.path());
                return Archives.list(
                    path.getFileSystem(configuration.value().value()),
                    archive.status(),
                    archive.kind(),
                    limits);
              })
          .collect()
          .forEach(directory -> directories.put(directory.path(), directory));
    }
    configuration.destroy();
    return directories;
  }
}
