package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;

/**
 * The row groups that this process used last, filtered, with their targets and still encoded. Each
 * is read once however many tasks ask for it at the same time; those unused for longest leave
 * first.
 */
final class RowGroupCache {
  private static final RowGroupCache SHARED = new RowGroupCache();

  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Key(String path, int index, String selection) {}

  private static final class Entry {
    private final CompletableFuture<List<SelectedWindow>> windows = new CompletableFuture<>();
    private long bytes;
  }

  /** The one of this process. */
  static RowGroupCache shared() {
    return SHARED;
  }

  /**
   * The windows of a row group that take part, in file order.
   *
   * @param group index of the row group
   * @param capacityBytes what the cache may hold afterwards; this row group stays in any case
   */
  List<SelectedWindow> windows(TrainingData data, int group, long capacityBytes) {
    RowGroup rowGroup = data.rowGroups().get(group);
    Key key = new Key(rowGroup.path(), rowGroup.index(), data.selection().id());
    Entry entry;
    boolean mine = false;
    synchronized (entries) {
      entry = entries.get(key);
      if (entry == null) {
        entry = new Entry();
        entries.put(key, entry);
        mine = true;
      }
    }
    if (mine) {
      load(key, entry, data, rowGroup, capacityBytes);
    }
    return entry.windows.join();
  }

  private void load(
      Key key, Entry entry, TrainingData data, RowGroup rowGroup, long capacityBytes) {
    try {
      List<SelectedWindow> selected = read(data, rowGroup);
      synchronized (entries) {
        entry.bytes = selected.stream().mapToLong(SelectedWindow::bytes).sum();
        bytes += entry.bytes;
        evict(key, capacityBytes);
      }
      entry.windows.complete(selected);
    } catch (IOException e) {
      fail(key, entry, new UncheckedIOException(e));
    } catch (RuntimeException | Error e) {
      fail(key, entry, e);
    }
  }

  private void fail(Key key, Entry entry, Throwable cause) {
    synchronized (entries) {
      entries.remove(key);
    }
    entry.windows.completeExceptionally(cause);
  }

  private static List<SelectedWindow> read(TrainingData data, RowGroup rowGroup)
      throws IOException {
    List<SelectedWindow> selected = new ArrayList<>();
    for (CorpusWindow window : data.source().read(rowGroup)) {
      if (data.selection().selects(window)) {
        selected.add(SelectedWindow.of(window, data.selection().targets(window)));
      }
    }
    return List.copyOf(selected);
  }

  private void evict(Key kept, long capacityBytes) {
    Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
    while (bytes > capacityBytes && oldest.hasNext()) {
      Map.Entry<Key, Entry> candidate = oldest.next();
      long size = candidate.getValue().bytes;
      // Nothing is gained by dropping what is empty or still being read.
      if (size > 0 && !candidate.getKey().equals(kept)) {
        bytes -= size;
        oldest.remove();
      }
    }
  }

  /** Bytes held now. */
  long heldBytes() {
    synchronized (entries) {
      return bytes;
    }
  }
}
