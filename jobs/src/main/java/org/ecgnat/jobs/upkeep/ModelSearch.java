package org.ecgnat.jobs.upkeep;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;
import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.WindowsTable;

/**
 * Finds the models that were trained on a version of a corpus which held a patient. Whether the
 * split of a training gave it the patient's fold is not looked at: better one model too many.
 */
public final class ModelSearch {
  private static final String MODEL = "model.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SparkSession spark;
  private final Corpus corpus;
  private final String patientId;
  private final Map<Long, Boolean> held = new HashMap<>();

  /**
   * A search, to be made before the patient is forgotten.
   *
   * @param patientId as the tables hold it
   */
  public ModelSearch(SparkSession spark, Corpus corpus, String patientId) {
    this.spark = spark;
    this.corpus = corpus;
    this.patientId = patientId;
  }

  /**
   * Searches folders and all below them.
   *
   * @return the directories of the models
   * @throws UserException where a folder cannot be read
   */
  public List<String> in(List<String> folders) {
    List<String> found = new ArrayList<>();
    for (String folder : folders) {
      try {
        Path path = new Path(folder);
        FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
        RemoteIterator<LocatedFileStatus> all = files.listFiles(path, true);
        while (all.hasNext()) {
          Path file = all.next().getPath();
          if (file.getName().equals(MODEL) && saw(files, file)) {
            found.add(file.getParent().toString());
          }
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new UserException(
            "Cannot look for models in " + folder + ": " + e.getMessage() + "; check the path", e);
      }
    }
    found.sort(null);
    return found;
  }

  private boolean saw(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      JsonNode provenance = JSON.readTree(in).path("provenance");
      return provenance.path("corpusId").asText().equals(corpus.tableId())
          && held.computeIfAbsent(provenance.path("corpusVersion").asLong(), this::heldBy);
    }
  }

  private boolean heldBy(long version) {
    try {
      return !Corpus.open(spark, corpus.directory(), version)
          .windows()
          .filter(col(WindowsTable.PATIENT_ID).equalTo(patientId))
          .isEmpty();
    } catch (UserException e) {
      // vacuumed: nobody can tell any more
      return true;
    }
  }
}
