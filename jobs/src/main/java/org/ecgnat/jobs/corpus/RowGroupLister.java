package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.util.SerializableConfiguration;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/** Lists the row groups of a pinned snapshot from the footers of its files. */
final class RowGroupLister {
  /** From here on a Spark job reads the footers rather than the driver. */
  private static final int FILES_FOR_A_JOB = 64;

  private final SparkSession spark;
  private final Corpus corpus;

  RowGroupLister(SparkSession spark, Corpus corpus) {
    this.spark = spark;
    this.corpus = corpus;
  }

  private record DataFile(String path, String source) implements java.io.Serializable {}

  List<RowGroup> list(Snapshot snapshot) {
    List<DataFile> files = files(snapshot);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    List<RowGroup> rowGroups;
    try {
      rowGroups =
          new ArrayList<>(
              files.size() < FILES_FOR_A_JOB ? footers(hadoop, files) : inAJob(hadoop, files));
    } catch (IOException e) {
      throw unreadable(e);
    }
    rowGroups.sort(Comparator.comparing(RowGroup::path).thenComparing(RowGroup::index));
    return List.copyOf(rowGroups);
  }

  private List<DataFile> files(Snapshot snapshot) {
    List<DataFile> files = new ArrayList<>();
    List<Row> rows =
        snapshot
            .allFiles()
            .select(col("path"), col("partitionValues").getItem(WindowsTable.SOURCE))
            .collectAsList();
    for (Row row : rows) {
      // Delta stores paths percent-encoded and relative to the table
      Path path = new Path(URI.create(row.getString(0)));
      Path absolute = path.isAbsolute() ? path : new Path(snapshot.deltaLog().dataPath(), path);
      files.add(new DataFile(absolute.toString(), row.getString(1)));
    }
    return files;
  }

  private List<RowGroup> inAJob(Configuration hadoop, List<DataFile> files) throws IOException {
    SerializableConfiguration configuration = new SerializableConfiguration(hadoop);
    try {
      return JavaSparkContext.fromSparkContext(spark.sparkContext())
          .parallelize(files, Math.min(files.size() / 16, 256))
          .flatMap(file -> footers(configuration.value(), List.of(file)).iterator())
          .collect();
    } catch (Exception e) {
      // Spark throws the executor's exception undeclared, as text within its own
      if (e instanceof SparkException && String.valueOf(e.getMessage()).contains("FileNotFound")) {
        throw new FileNotFoundException(e.getMessage());
      }
      throw e;
    }
  }

  private static List<RowGroup> footers(Configuration hadoop, List<DataFile> files)
      throws IOException {
    List<RowGroup> rowGroups = new ArrayList<>();
    for (DataFile file : files) {
      HadoopInputFile input = HadoopInputFile.fromPath(new Path(file.path()), hadoop);
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
        int index = 0;
        for (BlockMetaData block : reader.getRowGroups()) {
          rowGroups.add(
              new RowGroup(
                  file.path(), index++, Math.toIntExact(block.getRowCount()), file.source()));
        }
      }
    }
    return rowGroups;
  }

  private UserException unreadable(IOException e) {
    if (e instanceof FileNotFoundException) {
      return Corpus.vacuumed(corpus.directory(), corpus.version(), e);
    }
    return UserException.environment(
        "Cannot read the files of corpus "
            + corpus.directory()
            + ": "
            + e.getMessage()
            + "; check that this user may read them",
        e);
  }
}
