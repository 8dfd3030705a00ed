package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * The recordings that a corpus has accepted already: a record key counts once in a source. Some 50
 * bytes each are held.
 */
final class KnownRecordings {
  /** Stands for no content. */
  private static final long NONE = 0;

  private final HashMap128 before = new HashMap128();
  private final HashMap128 inThisRun = new HashMap128();

  /** Nothing yet. */
  static KnownRecordings none() {
    return new KnownRecordings();
  }

  /** What a corpus holds of some sources. */
  static KnownRecordings of(Corpus corpus, Set<String> sources) {
    KnownRecordings known = new KnownRecordings();
    Iterator<Row> rows =
        corpus
            .attempts()
            .filter(col(RecordingsTable.OUTCOME).equalTo(RecordingsTable.ACCEPTED))
            .filter(col(RecordingsTable.SOURCE).isInCollection(sources))
            .select(
                col(RecordingsTable.SOURCE),
                col(RecordingsTable.RECORD_KEY),
                col(RecordingsTable.FILES).getField("sha256"))
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      known.before.put(key(row.getString(0), row.getString(1)), content(row.getList(2)));
    }
    return known;
  }

  /**
   * Drops what the corpus held before this run from the same bytes, sets aside second recordings of
   * a key, and remembers the rest.
   */
  List<GroupResult.Item> admit(List<GroupResult.Item> items) {
    List<GroupResult.Item> admitted = new ArrayList<>();
    for (GroupResult.Item item : items) {
      RecordingEntry entry = item.entry();
      String key = key(entry.source(), entry.recordKey());
      if (!entry.accepted()) {
        admitted.add(item);
      } else if (before.contains(key)) {
        if (before.get(key, NONE) != content(hashes(entry))) {
          admitted.add(
              duplicate(
                  item,
                  "The corpus holds a recording of this name from other files; make a new corpus"
                      + " to replace it"));
        }
      } else if (inThisRun.put(key, NONE)) {
        admitted.add(item);
      } else {
        admitted.add(
            duplicate(item, "Another recording of this name came first; rename one of them"));
      }
    }
    return admitted;
  }

  private static GroupResult.Item duplicate(GroupResult.Item item, String detail) {
    return new GroupResult.Item(item.id(), item.entry().setAside(Reason.DUPLICATE_KEY, detail), 0);
  }

  private static List<String> hashes(RecordingEntry entry) {
    return entry.files().stream().map(SourceFile::sha256).toList();
  }

  private static String key(String source, String recordKey) {
    return source + "\n" + recordKey;
  }

  private static long content(List<String> hashes) {
    String all =
        String.join(",", hashes.stream().filter(hash -> !hash.isEmpty()).sorted().toList());
    return ByteBuffer.wrap(Sha256.digest(all.getBytes(StandardCharsets.US_ASCII))).getLong();
  }
}
