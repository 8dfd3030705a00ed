import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes many records of a few: java CopyRecords.java FOLDER OUT N. Every record below FOLDER is a
 * .hea and a .dat file; copies get names of their own, the samples stay the same.
 */
final class CopyRecords {
  private static final int FOLDER_SIZE = 1000;

  public static void main(String[] args) throws IOException {
    List<Path> headers;
    try (Stream<Path> all = Files.walk(Path.of(args[0]))) {
      headers = all.filter(path -> path.toString().endsWith(".hea")).sorted().toList();
    }
    int count = Integer.parseInt(args[2]);
    for (int i = 0; i < count; i++) {
      Path header = headers.get(i % headers.size());
      String stem = header.getFileName().toString().replace(".hea", "");
      String name = String.format("copy%06d", i);
      Path folder = Path.of(args[1], String.format("%03d", i / FOLDER_SIZE));
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve(name + ".hea"), Files.readString(header).replace(stem, name));
      Files.copy(header.resolveSibling(stem + ".dat"), folder.resolve(name + ".dat"));
    }
  }
}
