package org.ecgnat.jobs.preprocess;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.SequentialArchive;

/**
 * Groups of an archive that can only be read from its beginning. A group's files are held from
 * their arrival until the last of them has come. What does not fit into the buffer waits for
 * another pass over the archive, and so does a group that turns out to need files of another name:
 * it then gets its whole folder.
 */
final class SequentialGroups implements Iterator<GroupResult>, Closeable {
  private static final int MAX_PASSES = 16;

  private final GroupProcessor processor;
  private final BatchArchives archives;
  private final ArchiveDirectory directory;
  private final Queue<GroupResult> results = new ArrayDeque<>();

  /** In the order of their last files. */
  private Set<Waiting> waiting = new LinkedHashSet<>();

  private Set<Waiting> postponed = new LinkedHashSet<>();
  private final Map<FileTable, Waiting> folders = new HashMap<>();
  private final Map<Long, Entry> entries = new HashMap<>();
  private final List<SequentialArchive> open = new ArrayList<>();
  private long buffered;
  private int passes;

  /**
   * @param groups in the archive's order
   */
  SequentialGroups(
      GroupProcessor processor,
      BatchArchives archives,
      ArchiveDirectory directory,
      List<FileGroup> groups) {
    this.processor = processor;
    this.archives = archives;
    this.directory = directory;
    for (FileGroup group : groups) {
      FileTable files = directory.folder(group.folderInside()).orElseThrow();
      int first = files.find(group.names().get(0));
      while (first > 0
          && FileNames.stem(files.name(first - 1)).equals(FileNames.stem(files.name(first)))) {
        first--;
      }
      Waiting alone = new Waiting(files, first, files.endOfStem(first));
      alone.groups.add(group);
      postponed.add(alone);
    }
  }

  /** Groups and the entries that they need: rows of a folder. */
  private static final class Waiting {
    private final FileTable files;
    private final int first;
    private final int end;
    private final List<FileGroup> groups = new ArrayList<>();
    private int missing;

    Waiting(FileTable files, int first, int end) {
      this.files = files;
      this.first = first;
      this.end = end;
    }

    boolean isWholeFolder() {
      return end - first == files.size();
    }

    long place(int row) {
      return files.value(row, ArchiveDirectory.PLACE);
    }
  }

  /** An entry that is waited for; with its bytes once it has come. */
  private static final class Entry {
    private final long size;
    private final Set<Waiting> users = new LinkedHashSet<>();
    private byte[] bytes = new byte[0];
    private boolean here;

    Entry(long size) {
      this.size = size;
    }
  }

  @Override
  public boolean hasNext() {
    while (results.isEmpty() && !(waiting.isEmpty() && postponed.isEmpty())) {
      try {
        if (waiting.isEmpty()) {
          beginPass();
        } else {
          step();
        }
      } catch (IOException e) {
        String detail =
            "Its archive cannot be read ("
                + e.getClass().getSimpleName()
                + "); check it and run again";
        giveUpAll(Reason.IO_ERROR, detail);
      }
    }
    return !results.isEmpty();
  }

  @Override
  public GroupResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException("No more");
    }
    return results.remove();
  }

  private void beginPass() throws IOException {
    close();
    waiting = postponed;
    postponed = new LinkedHashSet<>();
    folders.clear();
    entries.clear();
    buffered = 0;
    passes++;
    if (passes > MAX_PASSES) {
      giveUpAll(Reason.LIMIT_EXCEEDED, tooFarApart());
      return;
    }
    for (Waiting unit : waiting) {
      unit.missing = unit.end - unit.first;
      for (int row = unit.first; row < unit.end; row++) {
        long size = unit.files.value(row, ArchiveDirectory.SIZE);
        entries.computeIfAbsent(unit.place(row), place -> new Entry(size)).users.add(unit);
      }
    }
    open.add(
        SequentialArchive.open(
            processor.fileSystem(directory.path()), directory, archives.limits()));
  }

  private void step() throws IOException {
    SequentialArchive archive = open.get(0);
    if (!archive.next()) {
      giveUpAll(Reason.IO_ERROR, "Its archive ended before it; run again");
      return;
    }
    Entry entry = entries.get(archive.number());
    if (entry == null || entry.users.isEmpty()) {
      return;
    }
    makeRoom(entry);
    if (!entry.users.isEmpty()) {
      entry.bytes = archive.content().readNBytes((int) entry.size);
      entry.here = true;
      buffered += entry.size;
      for (Waiting unit : List.copyOf(entry.users)) {
        unit.missing--;
        if (unit.missing == 0) {
          process(unit);
        }
      }
    }
  }

  /** Lets those wait for another pass whose last files come latest. */
  private void makeRoom(Entry entry) {
    List<Waiting> latestLast = new ArrayList<>(waiting);
    for (int i = latestLast.size() - 1;
        i >= 0 && buffered + entry.size > archives.limits().bufferBytes();
        i--) {
      Waiting unit = latestLast.get(i);
      if (unit.missing < unit.end - unit.first || entry.users.contains(unit)) {
        release(unit);
        postponed.add(unit);
      }
    }
  }

  private void release(Waiting unit) {
    waiting.remove(unit);
    for (int row = unit.first; row < unit.end; row++) {
      Entry entry = entries.get(unit.place(row));
      entry.users.remove(unit);
      if (entry.here && entry.users.isEmpty()) {
        buffered -= entry.size;
        entry.bytes = new byte[0];
        entry.here = false;
      }
    }
  }

  private void process(Waiting unit) {
    for (FileGroup group : unit.groups) {
      boolean[] needsMore = new boolean[1];
      ArchiveFolder folder =
          new ArchiveFolder(
              archives,
              directory,
              unit.files,
              (files, row) -> {
                Entry entry = entries.get(unit.place(row));
                if (entry == null || !entry.here) {
                  needsMore[0] = true;
                  throw new FileNotFoundException("It has another name than its main file");
                }
                return new ByteArrayInputStream(entry.bytes);
              });
      List<GroupResult> read = new ArrayList<>();
      processor.process(group, folder).forEachRemaining(read::add);
      if (!needsMore[0]) {
        results.addAll(read);
      } else if (unit.isWholeFolder()
          || folderBytes(unit.files) > archives.limits().bufferBytes()) {
        giveUp(unit, group, Reason.LIMIT_EXCEEDED, tooFarApart());
      } else {
        Waiting folderUnit =
            folders.computeIfAbsent(unit.files, files -> new Waiting(files, 0, files.size()));
        folderUnit.groups.add(group);
        postponed.add(folderUnit);
      }
    }
    release(unit);
  }

  private static long folderBytes(FileTable files) {
    long bytes = 0;
    for (int row = 0; row < files.size(); row++) {
      bytes += files.value(row, ArchiveDirectory.SIZE);
    }
    return bytes;
  }

  private static String tooFarApart() {
    return "Its files need more than archives.bufferMegabytes at once in an archive that is read"
        + " from its beginning; raise it, or pack them as zip";
  }

  private void giveUpAll(Reason reason, String detail) {
    for (Waiting unit : waiting) {
      unit.groups.forEach(group -> giveUp(unit, group, reason, detail));
    }
    waiting.clear();
  }

  private void giveUp(Waiting unit, FileGroup group, Reason reason, String detail) {
    ArchiveFolder unread =
        new ArchiveFolder(archives, directory, unit.files, SequentialGroups::unread);
    String path = group.folder() + group.names().get(0);
    results.add(GroupResult.of(processor.refused(group, path, unread.touched(), reason, detail)));
    results.add(new GroupResult(List.of(), List.of(), group.names().size()));
  }

  private static InputStream unread(FileTable files, int row) throws IOException {
    throw new FileNotFoundException("It is not read");
  }

  @Override
  public void close() throws IOException {
    for (SequentialArchive archive : open) {
      archive.close();
    }
    open.clear();
  }
}
