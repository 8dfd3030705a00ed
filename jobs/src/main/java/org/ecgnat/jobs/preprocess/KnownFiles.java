package org.ecgnat.jobs.preprocess;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.preprocessing.corpus.RecordingsTable;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;

/**
 * Files that need no second look: the latest row of the corpus came from them, none has changed
 * since, and the row is accepted, or set aside by the reader that would read it now. Of what lies
 * in an archive, size and time of the archive decide. Holds some 100 bytes a file.
 */
final class KnownFiles {
  private final Pseudonyms pseudonyms;
  private final HashMap128 known = new HashMap128();
  private final HashMap128 mainFiles = new HashMap128();
  private final Map<String, ArchiveState> archives = new HashMap<>();

  private KnownFiles(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** What rows say of an archive that has not changed. */
  private static final class ArchiveState {
    private boolean readToItsEnd;
    private boolean hasOpenRows;
  }

  /** An open row: its main file counts as known only if another row says so. */
  private record OpenRow(String mainFile, ArchiveState archive) {}

  /** Nothing is known. */
  static KnownFiles none() {
    return new KnownFiles(Pseudonyms.none());
  }

  /** Compares what is there with what the corpus holds. */
  static KnownFiles unchanged(Corpus corpus, InputListing listing, Pseudonyms pseudonyms) {
    KnownFiles known = new KnownFiles(pseudonyms);
    HashMap128 listed = new HashMap128();
    for (InputListing.Folder folder : listing.folders()) {
      FileTable files = folder.files();
      for (int row = 0; row < files.size(); row++) {
        listed.put(
            pseudonyms.path(files.folder() + files.name(row)),
            state(files.value(row, FolderWalk.SIZE), files.value(row, FolderWalk.MODIFIED)));
      }
    }
    for (InputListing.Archive archive : listing.archives()) {
      ArchiveState state = new ArchiveState();
      String root = pseudonyms.path(archive.path() + ArchiveKind.INSIDE);
      listed.put(root, state(archive.sizeBytes(), archive.modifiedMillis()));
      known.archives.put(pseudonyms.path(archive.path()), state);
      known.archives.put(root, state);
    }
    known.compare(
        corpus
            .latestAttempts()
            .filter(col(RecordingsTable.SOURCE).equalTo(listing.source()))
            .select(
                RecordingsTable.OUTCOME,
                RecordingsTable.REASON,
                RecordingsTable.READER_VERSION,
                RecordingsTable.FILES,
                RecordingsTable.MAIN_FILE)
            .toLocalIterator(),
        listed);
    return known;
  }

  private void compare(Iterator<Row> rows, HashMap128 listed) {
    List<OpenRow> open = new ArrayList<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      List<Row> files = row.getList(3);
      if (isUnchanged(files, listed)) {
        String mainFile = row.getString(4);
        List<ArchiveState> states =
            files.stream()
                .filter(KnownFiles::isArchive)
                .map(file -> archives.get(file.getString(0)))
                .toList();
        if (isFinal(row)) {
          mainFiles.put(mainFile, 0);
          files.forEach(file -> known.put(file.getString(0), 0));
        } else if (!states.isEmpty()) {
          open.add(new OpenRow(mainFile, states.get(0)));
        }
        // one of them is the archive, the other its root: see ArchiveFolder
        states.forEach(state -> state.readToItsEnd |= states.size() > 1);
      }
    }
    open.stream()
        .filter(row -> !mainFiles.contains(row.mainFile()))
        .forEach(row -> row.archive().hasOpenRows = true);
  }

  private static boolean isFinal(Row row) {
    return row.getString(0).equals(RecordingsTable.ACCEPTED)
        || (row.getString(2).equals(GroupProcessor.readerVersion())
            && !row.getString(1).equals(Reason.IO_ERROR.code()));
  }

  private static boolean isUnchanged(List<Row> files, HashMap128 listed) {
    List<Row> archive = files.stream().filter(KnownFiles::isArchive).toList();
    return (archive.isEmpty() ? files : archive)
        .stream().allMatch(file -> isUnchanged(file, listed));
  }

  /** An archive is not hashed: it is read in part. */
  private static boolean isArchive(Row file) {
    return file.getString(3).isEmpty() && file.getLong(1) != RecordingFolder.ABSENT;
  }

  private static boolean isUnchanged(Row stored, HashMap128 listed) {
    String path = stored.getString(0);
    long size = stored.getLong(1);
    return size == RecordingFolder.ABSENT
        ? !listed.contains(path)
        : listed.contains(path)
            && listed.get(path, 0) == state(size, stored.getTimestamp(2).getTime());
  }

  private static long state(long size, long modifiedMillis) {
    return size * 0x9E3779B97F4A7C15L ^ modifiedMillis;
  }

  /** Whether a file, or one inside an archive, needs no second look. */
  boolean contains(String path) {
    return known.size() > 0 && known.contains(pseudonyms.path(path));
  }

  /** Whether nothing in an archive needs a second look: it need not be opened. */
  boolean isFinished(String archive) {
    ArchiveState state = archives.get(pseudonyms.path(archive));
    return state != null && state.readToItsEnd && !state.hasOpenRows;
  }

  /**
   * Whether a file that gave recordings, or was refused, needs no second look.
   *
   * @param mainFile as the corpus stores it
   */
  boolean isUnchangedMainFile(String mainFile) {
    return mainFiles.contains(mainFile);
  }

  /** Main files among them. */
  long recordings() {
    return mainFiles.size();
  }
}
