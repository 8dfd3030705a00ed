package org.ecgnat.preprocessing.format.fuzz;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;

/**
 * A reader to fuzz.
 *
 * @param reader it
 * @param options how it reads
 * @param allocationFactor bytes that it may allocate per byte of its files, beside a constant. 64
 *     is enough for what stores each sample in at least one byte or character: a sample becomes an
 *     {@code int} and a {@code float} and is copied a few times. A compressing format states more.
 * @param patterns main files to start from, as globs below the shared data or absolute ones
 */
record FuzzTarget(
    RecordingReader reader, ReadOptions options, long allocationFactor, List<String> patterns) {
  private static final long DEFAULT_FACTOR = 64;

  static FuzzTarget of(RecordingReader reader, String... patterns) {
    return new FuzzTarget(reader, ReadOptions.STRICT, DEFAULT_FACTOR, List.of(patterns));
  }

  FuzzTarget withOptions(ReadOptions other) {
    return new FuzzTarget(reader, other, allocationFactor, patterns);
  }

  FuzzTarget withAllocationFactor(long factor) {
    return new FuzzTarget(reader, options, factor, patterns);
  }

  /**
   * Kept inputs by name, in {@code src/test/resources/fuzz/FORMAT}: a file is a main file without
   * companions, a folder holds a main file (the one that the reader recognises) and companions.
   */
  Map<String, MemoryFolder> kept() throws IOException {
    Map<String, MemoryFolder> kept = new TreeMap<>();
    URL url = FuzzTarget.class.getResource("/fuzz/" + reader.format());
    if (url == null) {
      return kept;
    }
    try (Stream<Path> cases = Files.list(Path.of(url.toURI()))) {
      for (Path path : cases.sorted().toList()) {
        String name = path.getFileName().toString();
        kept.put(name, MemoryFolder.kept(path, reader));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return kept;
  }

  /** The real recordings to start from; none where the shared data are absent. */
  Map<String, MemoryFolder> real() throws IOException {
    Path shared = Path.of(System.getProperty("ecgnat.shared", "../../shared"));
    Map<String, MemoryFolder> seeds = new TreeMap<>();
    for (String pattern : patterns) {
      int folderEnd = pattern.lastIndexOf('/');
      Path folder = shared.resolve(pattern.substring(0, folderEnd));
      if (Files.isDirectory(folder)) {
        PathMatcher matcher =
            FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(folderEnd + 1));
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(f -> matcher.matches(f.getFileName())).sorted().toList()) {
            seeds.put(
                pattern.substring(0, folderEnd + 1) + file.getFileName(),
                MemoryFolder.load(file, reader, options));
          }
        }
      }
    }
    return seeds;
  }
}
