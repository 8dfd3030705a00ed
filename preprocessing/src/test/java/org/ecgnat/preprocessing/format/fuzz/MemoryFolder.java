package org.ecgnat.preprocessing.format.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * A recording's files in memory.
 *
 * @param main name of the main file
 * @param files contents by plain name
 */
record MemoryFolder(String main, Map<String, byte[]> files) implements SiblingFiles {

  /** A main file with those companions that the reader asks for. */
  static MemoryFolder load(Path main, RecordingReader reader, ReadOptions options)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    LocalFolder local = LocalFolder.of(main);
    String name = main.getFileName().toString();
    SiblingFiles noting =
        sibling -> {
          Optional<Content> content = local.read(sibling);
          content.ifPresent(found -> files.put(sibling, found.bytes()));
          return content;
        };
    byte[] bytes = Files.readAllBytes(main);
    files.put(name, bytes);
    try {
      reader.read(new Content(bytes, name, Instant.EPOCH), name, noting, options);
    } catch (UnreadableRecordingException e) {
      // a refused file is as good a start as any
    }
    return new MemoryFolder(name, files);
  }

  /**
   * A kept input: a file, or a folder with a main file, which the reader recognises, and
   * companions.
   */
  static MemoryFolder kept(Path path, RecordingReader reader) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(path)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    String main =
        files.keySet().stream()
            .filter(name -> reader.recognises(name, files.get(name)))
            .findFirst()
            .orElse(files.keySet().iterator().next());
    return new MemoryFolder(main, files);
  }

  @Override
  public Optional<Content> read(String name) {
    if (!FileNames.isPlain(name)) {
      throw new IllegalArgumentException("A reader asked for a name that is no plain file name");
    }
    return Optional.ofNullable(files.get(name))
        .map(bytes -> new Content(bytes, name, Instant.EPOCH));
  }

  /** The main file. */
  Content content() {
    return read(main).orElseThrow();
  }

  /** Bytes of all files. */
  long sizeBytes() {
    return files.values().stream().mapToLong(bytes -> bytes.length).sum();
  }

  /** A copy with one file replaced. */
  MemoryFolder with(String name, byte[] bytes) {
    Map<String, byte[]> copy = new TreeMap<>(files);
    copy.put(name, bytes);
    return new MemoryFolder(main, copy);
  }

  /** A copy in which the main file, a companion or both are damaged. */
  MemoryFolder damaged(List<MemoryFolder> seeds, Random random) {
    List<String> names = new ArrayList<>(files.keySet());
    String first = random.nextBoolean() ? main : names.get(random.nextInt(names.size()));
    MemoryFolder damaged = with(first, mutate(first, seeds, random));
    if (names.size() > 1 && random.nextInt(4) == 0) {
      String second = names.get(random.nextInt(names.size()));
      return damaged.with(second, damaged.mutate(second, seeds, random));
    }
    return damaged;
  }

  private byte[] mutate(String name, List<MemoryFolder> seeds, Random random) {
    List<byte[]> others = new ArrayList<>();
    seeds.forEach(seed -> others.addAll(seed.files().values()));
    return Mutator.mutate(files.get(name), others, random);
  }
}
