package org.ecgnat.preprocessing.format;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The files of one folder with some numbers of each, in arrays: a listing of millions of files fits
 * into memory (about 20 bytes a file and column, names included). Files are in the order of their
 * stems, so that those of a recording stand together.
 */
public final class FileTable implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final Comparator<String> ORDER =
      Comparator.comparing(FileNames::stem).thenComparing(Comparator.naturalOrder());

  private final String folder;
  private final byte[] names;
  private final int[] ends;
  private final long[][] columns;

  private FileTable(String folder, byte[] names, int[] ends, long[][] columns) {
    this.folder = folder;
    this.names = names;
    this.ends = ends;
    this.columns = columns;
  }

  /** The folder's path, empty or with a slash at its end. */
  public String folder() {
    return folder;
  }

  /** How many files there are. */
  public int size() {
    return ends.length;
  }

  /** The plain name of a file, 0 being the first. */
  public String name(int row) {
    int begin = row == 0 ? 0 : ends[row - 1];
    return new String(names, begin, ends[row] - begin, StandardCharsets.UTF_8);
  }

  /** A number of a file. */
  public long value(int row, int column) {
    return columns[column][row];
  }

  /** The row of a plain name, or −1. */
  public int find(String name) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = ORDER.compare(name(middle), name);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** The row behind the last one that has the same stem as this one. */
  public int endOfStem(int row) {
    String stem = FileNames.stem(name(row));
    int end = row + 1;
    while (end < size() && FileNames.stem(name(end)).equals(stem)) {
      end++;
    }
    return end;
  }

  /** Collects a folder's files in any order. */
  public static final class Builder {
    private final String folder;
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final long[][] columns;
    private int[] ends = new int[4];
    private int count;

    /**
     * @param folder empty or with a slash at its end
     * @param columns numbers of each file
     */
    public Builder(String folder, int columns) {
      this.folder = folder;
      this.columns = new long[columns][4];
    }

    /** Adds a file with its numbers. */
    public void add(String name, long... values) {
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, 2 * count);
        Arrays.setAll(columns, column -> Arrays.copyOf(columns[column], 2 * count));
      }
      names.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      ends[count] = names.size();
      for (int column = 0; column < columns.length; column++) {
        columns[column][count] = values[column];
      }
      count++;
    }

    /** How many were added. */
    public int count() {
      return count;
    }

    /** The table; of files that share a name the first one added. */
    public FileTable build() {
      FileTable unordered =
          new FileTable(folder, names.toByteArray(), Arrays.copyOf(ends, count), columns);
      String[] decoded = new String[count];
      Arrays.setAll(decoded, unordered::name);
      List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
      order.sort(Comparator.comparing((Integer row) -> decoded[row], ORDER));
      int[] kept = new int[count];
      int size = 0;
      for (int row : order) {
        if (size == 0 || !decoded[kept[size - 1]].equals(decoded[row])) {
          kept[size++] = row;
        }
      }
      ByteArrayOutputStream sortedNames = new ByteArrayOutputStream(names.size());
      int[] sortedEnds = new int[size];
      long[][] sortedColumns = new long[columns.length][size];
      for (int row = 0; row < size; row++) {
        sortedNames.writeBytes(decoded[kept[row]].getBytes(StandardCharsets.UTF_8));
        sortedEnds[row] = sortedNames.size();
        for (int column = 0; column < columns.length; column++) {
          sortedColumns[column][row] = columns[column][kept[row]];
        }
      }
      return new FileTable(folder, sortedNames.toByteArray(), sortedEnds, sortedColumns);
    }
  }
}
