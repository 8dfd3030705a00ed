package org.ecgnat.jobs.corpus;

import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * A corpus at one version of its windows table. Everything read through it belongs to batches that
 * this version has committed, whatever is written meanwhile.
 */
public final class Corpus {
  private final SparkSession spark;
  private final String directory;
  private final Snapshot windows;
  private final Map<String, String> properties;

  private Corpus(SparkSession spark, String directory, Snapshot windows) {
    this.spark = spark;
    this.directory = directory;
    this.windows = windows;
    this.properties = DeltaSnapshots.properties(windows);
  }

  /**
   * Opens the newest version.
   *
   * @param directory the corpus, any Hadoop path
   * @throws UserException where there is no corpus, or none that this release reads
   */
  public static Corpus open(SparkSession spark, String directory) {
    return checked(new Corpus(spark, directory, newest(spark, directory)));
  }

  /**
   * Opens an earlier version.
   *
   * @param windowsVersion version of the windows table
   * @throws UserException where there is no corpus or no such version any more
   */
  public static Corpus open(SparkSession spark, String directory, long windowsVersion) {
    Snapshot latest = newest(spark, directory);
    if (windowsVersion < 0 || windowsVersion > latest.version()) {
      throw new UserException(
          "Cannot open version "
              + windowsVersion
              + " of corpus "
              + directory
              + ": its versions are 0 to "
              + latest.version()
              + "; ecgnat corpus --history lists them");
    }
    return checked(
        new Corpus(
            spark,
            directory,
            DeltaSnapshots.at(latest, windowsVersion)
                .orElseThrow(() -> vacuumed(directory, windowsVersion, null))));
  }

  /** Whether a directory holds a corpus already. */
  public static boolean exists(SparkSession spark, String directory) {
    return DeltaSnapshots.latest(spark, windowsPath(directory)).isPresent();
  }

  private static Snapshot newest(SparkSession spark, String directory) {
    return DeltaSnapshots.latest(spark, windowsPath(directory))
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot open corpus "
                        + directory
                        + ": there is none; check the path, or make one with ecgnat preprocess"));
  }

  private static Corpus checked(Corpus corpus) {
    int version =
        Integer.parseInt(corpus.properties.getOrDefault(WindowsTable.SCHEMA_VERSION_PROPERTY, "0"));
    if (version < Math.max(1, WindowsTable.SCHEMA_VERSION - 1)
        || version > WindowsTable.SCHEMA_VERSION) {
      throw new UserException(
          "Cannot open corpus "
              + corpus.directory
              + ": its schema version is "
              + version
              + ", this release reads "
              + Math.max(1, WindowsTable.SCHEMA_VERSION - 1)
              + " to "
              + WindowsTable.SCHEMA_VERSION
              + "; preprocess the recordings again or use the release that wrote it");
    }
    return corpus;
  }

  static UserException vacuumed(String directory, long version, Throwable cause) {
    return new UserException(
        "Cannot read version "
            + version
            + " of corpus "
            + directory
            + ": its files were vacuumed; open a newer version",
        cause);
  }

  /** The directory it was opened from. */
  public String directory() {
    return directory;
  }

  /** Id of the windows table: stays the same as long as the corpus lives. */
  public String tableId() {
    return windows.metadata().id();
  }

  /** Version of the windows table that is pinned here. */
  public long version() {
    return windows.version();
  }

  /** Hash of the recipe that every window went through. */
  public String recipeHash() {
    return properties.get(WindowsTable.RECIPE_HASH_PROPERTY);
  }

  /** The recipe that every window went through, as YAML. */
  public String recipe() {
    return properties.get(WindowsTable.RECIPE_PROPERTY);
  }

  /** Tells the site key of its pseudonyms from others; empty where it has none. */
  public String siteKeyId() {
    return properties.getOrDefault(WindowsTable.SITE_KEY_ID_PROPERTY, "");
  }

  /** Ids of the batches that this version has committed, in order of writing. */
  public List<String> batches() {
    return DeltaSnapshots.transactions(windows).stream()
        .map(SetTransaction::appId)
        .filter(BatchId::isOne)
        .sorted()
        .toList();
  }

  /**
   * The recordings, accepted and set aside, with the columns of {@link RecordingsTable}: one row
   * per recording, of committed batches only.
   */
  public Dataset<Row> recordings() {
    return Attempts.latest(attempts());
  }

  /** Those of {@link #recordings} that have windows. */
  public Dataset<Row> accepted() {
    return Attempts.accepted(attempts());
  }

  /** What came of the latest attempt at each main file, though an earlier one may count. */
  public Dataset<Row> latestAttempts() {
    return Attempts.ofEachFile(attempts());
  }

  /** Like {@link #recordings}, with earlier attempts at the same files too. */
  public Dataset<Row> attempts() {
    return SchemaUpgrade.complete(spark.read().format("delta").load(recordingsPath(directory)))
        .filter(col(RecordingsTable.BATCH_ID).isInCollection(batches()));
  }

  /** The windows, with the columns of {@link WindowsTable}. */
  public Dataset<Row> windows() {
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version())
        .load(windowsPath(directory));
  }

  /**
   * The row groups of all files of this version, by path and place: the same list in every process.
   *
   * @throws UserException where there is none, or a file has been vacuumed
   */
  public List<RowGroup> rowGroups() {
    List<RowGroup> rowGroups = new RowGroupLister(spark, this).list(windows);
    if (rowGroups.isEmpty()) {
      throw new UserException(
          "Cannot train on corpus "
              + directory
              + ": version "
              + version()
              + " has no windows; ecgnat corpus shows why recordings were set aside");
    }
    return rowGroups;
  }

  /** Path of the recordings table. */
  public static String recordingsPath(String directory) {
    return new Path(directory, RecordingsTable.FOLDER).toString();
  }

  /** Path of the windows table. */
  public static String windowsPath(String directory) {
    return new Path(directory, WindowsTable.FOLDER).toString();
  }
}
