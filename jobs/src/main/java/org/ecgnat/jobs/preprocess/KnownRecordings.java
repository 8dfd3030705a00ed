package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/** The recordings that a corpus has accepted already: a record key counts once in a source. */
final class KnownRecordings {
  private final Map<Key, String> before = new HashMap<>();
  private final Set<Key> inThisRun = new HashSet<>();

  private record Key(String source, String recordKey) {}

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
      known.before.put(new Key(row.getString(0), row.getString(1)), content(row.getList(2)));
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
      Key key = new Key(entry.source(), entry.recordKey());
      if (!entry.accepted()) {
        admitted.add(item);
      } else if (before.containsKey(key)) {
        if (!before.get(key).equals(content(hashes(entry)))) {
          admitted.add(
              duplicate(
                  item,
                  "The corpus holds a recording of this name from other files; make a new corpus"
                      + " to replace it"));
        }
      } else if (inThisRun.add(key)) {
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

  private static String content(List<String> hashes) {
    String all =
        String.join(",", hashes.stream().filter(hash -> !hash.isEmpty()).sorted().toList());
    return Sha256.hex(all.getBytes(StandardCharsets.US_ASCII)).substring(0, 16);
  }
}
