package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/**
 * Files that need no second look: a row of the corpus came from them, none has changed since, and
 * the row is accepted, or set aside by the reader that would read it now.
 *
 * @param paths as the listing has them
 * @param recordings main files among them
 */
record KnownFiles(Set<String> paths, long recordings) {

  /** Compares what is there with what the corpus holds. */
  static KnownFiles unchanged(Corpus corpus, InputListing listing, Pseudonyms pseudonyms) {
    Map<String, InputFile> byStoredPath = new HashMap<>();
    for (InputFile file : listing.files()) {
      byStoredPath.put(pseudonyms.path(file.path()), file);
    }
    Set<String> known = new HashSet<>();
    Set<String> mainFiles = new HashSet<>();
    Iterator<Row> rows =
        corpus
            .attempts()
            .filter(col(RecordingsTable.SOURCE).equalTo(listing.source()))
            .select(
                RecordingsTable.OUTCOME,
                RecordingsTable.REASON,
                RecordingsTable.READER_VERSION,
                RecordingsTable.FILES,
                RecordingsTable.MAIN_FILE)
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      List<Row> files = row.getList(3);
      if (isFinal(row) && files.stream().allMatch(file -> isUnchanged(file, byStoredPath))) {
        mainFiles.add(row.getString(4));
        for (Row file : files) {
          InputFile found = byStoredPath.get(file.getString(0));
          if (found != null) {
            known.add(found.path());
          }
        }
      }
    }
    return new KnownFiles(Set.copyOf(known), mainFiles.size());
  }

  private static boolean isFinal(Row row) {
    return row.getString(0).equals(RecordingsTable.ACCEPTED)
        || (row.getString(2).equals(GroupProcessor.readerVersion())
            && !row.getString(1).equals(Reason.IO_ERROR.code()));
  }

  private static boolean isUnchanged(Row stored, Map<String, InputFile> byStoredPath) {
    InputFile file = byStoredPath.get(stored.getString(0));
    long size = stored.getLong(1);
    Timestamp modified = stored.getTimestamp(2);
    return file == null
        ? size == InputFolder.ABSENT
        : size == file.sizeBytes() && modified.getTime() == file.modifiedMillis();
  }
}
