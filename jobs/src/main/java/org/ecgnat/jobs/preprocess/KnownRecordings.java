package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.HeldRecordings;
import org.ecgnat.jobs.corpus.RecordingEntry;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Sha256;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * The recordings that a corpus has accepted already: a record key counts once in a source. Some 100
 * bytes each are held.
 */
final class KnownRecordings {
  /** Stands for what is not there. */
  private static final long NONE = 0;

  private final Optional<HeldRecordings> held;
  private final Map<String, PresentFiles> present;
  private final HashMap128 contents = new HashMap128();
  private final HashMap128 mainFiles = new HashMap128();
  private final HashMap128 inThisRun = new HashMap128();

  private KnownRecordings(Optional<HeldRecordings> held, Map<String, PresentFiles> present) {
    this.held = held;
    this.present = Map.copyOf(present);
  }

  /** Nothing yet. */
  static KnownRecordings none() {
    return new KnownRecordings(Optional.empty(), Map.of());
  }

  /**
   * What a corpus holds of some sources.
   *
   * @param present the main files that are there, by source
   */
  static KnownRecordings of(HeldRecordings held, Map<String, PresentFiles> present) {
    KnownRecordings known = new KnownRecordings(Optional.of(held), present);
    Iterator<Row> rows =
        held.all()
            .filter(col(RecordingsTable.SOURCE).isInCollection(present.keySet()))
            .select(
                col(RecordingsTable.SOURCE),
                col(RecordingsTable.RECORD_KEY),
                col(RecordingsTable.MAIN_FILE),
                col(RecordingsTable.FILES).getField("sha256"))
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      String key = key(row.getString(0), row.getString(1));
      known.mainFiles.put(key, hash(row.getString(2)));
      known.contents.put(key, content(row.getList(3)));
    }
    return known;
  }

  /** Sorts the recordings of a batch by what is to be done with them, and remembers their keys. */
  Admission admit(List<GroupResult.Item> items) {
    Set<String> moved = moved(items);
    Admission admission = new Admission();
    for (GroupResult.Item item : items) {
      RecordingEntry entry = item.entry();
      String key = key(entry);
      if (!entry.accepted()) {
        admission.setAside().add(isHeldFromSameFile(entry) ? staying(item) : item);
      } else if (!contents.contains(key) || isHeldFromSameFile(entry) || moved.contains(key)) {
        List<GroupResult.Item> sort =
            !contents.contains(key)
                ? admission.added()
                : isHeldFromSameBytes(entry) ? admission.refiled() : admission.replacing();
        if (inThisRun.put(key, NONE)) {
          sort.add(item);
        } else {
          admission
              .setAside()
              .add(
                  duplicate(item, "Another recording of this name came first; rename one of them"));
        }
      } else {
        admission
            .setAside()
            .add(
                duplicate(
                    item,
                    isHeldFromSameBytes(entry)
                        ? "A copy of a recording that the corpus holds from another place"
                        : "The corpus holds another recording of this name; rename one of them, or"
                            + " name them by path (recordKey in the source's file)"));
      }
    }
    return admission;
  }

  /** Keys of recordings whose bytes came from a file that is no longer there. */
  private Set<String> moved(List<GroupResult.Item> items) {
    List<RecordingEntry> elsewhere =
        items.stream()
            .map(GroupResult.Item::entry)
            .filter(entry -> entry.accepted() && isHeldFromSameBytes(entry))
            .filter(entry -> !isHeldFromSameFile(entry))
            .toList();
    Set<String> moved = new HashSet<>();
    if (!elsewhere.isEmpty()) {
      for (Row row :
          held.orElseThrow()
              .of(elsewhere)
              .select(RecordingsTable.SOURCE, RecordingsTable.RECORD_KEY, RecordingsTable.MAIN_FILE)
              .collectAsList()) {
        if (!present.get(row.getString(0)).contains(row.getString(2))) {
          moved.add(key(row.getString(0), row.getString(1)));
        }
      }
    }
    return moved;
  }

  private boolean isHeldFromSameFile(RecordingEntry entry) {
    String key = key(entry);
    return mainFiles.contains(key) && mainFiles.get(key, NONE) == hash(entry.mainFile());
  }

  private boolean isHeldFromSameBytes(RecordingEntry entry) {
    String key = key(entry);
    return contents.contains(key)
        && contents.get(key, NONE)
            == content(entry.files().stream().map(SourceFile::sha256).toList());
  }

  private static GroupResult.Item duplicate(GroupResult.Item item, String detail) {
    return new GroupResult.Item(item.id(), item.entry().setAside(Reason.DUPLICATE_KEY, detail), 0);
  }

  private static GroupResult.Item staying(GroupResult.Item item) {
    RecordingEntry entry = item.entry();
    return new GroupResult.Item(
        item.id(),
        entry.withDetail(entry.detail() + "; the corpus keeps what it held of the recording"),
        0);
  }

  private static String key(RecordingEntry entry) {
    return key(entry.source(), entry.recordKey());
  }

  private static String key(String source, String recordKey) {
    return source + "\n" + recordKey;
  }

  private static long content(List<String> hashes) {
    List<String> known = new ArrayList<>(hashes);
    known.removeIf(String::isEmpty);
    known.sort(null);
    return hash(String.join(",", known));
  }

  private static long hash(String text) {
    return ByteBuffer.wrap(Sha256.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
