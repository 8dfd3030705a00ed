package org.ecgnat.jobs.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.preprocessing.format.archive.ArchiveFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputListingTest {
  @TempDir Path folder;

  private static List<FileGroup> groups(InputListing listing) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    List<FileGroup> groups = new ArrayList<>();
    InputPlan.of(spark, new Configuration(), listing, KnownFiles.none(), ArchiveFixtures.LIMITS)
        .groups()
        .forEachRemaining(groups::add);
    return groups;
  }

  private InputListing list(String... inputs) {
    return InputListing.of(new Configuration(), "folder", List.of(inputs), 4);
  }

  @Test
  void groupsByStemAndLeavesOutWhatIsHiddenOrLeadsBack() throws IOException {
    for (String name :
        new String[] {"a/1.hea", "a/1.dat", "a/10.hea", "a/1", "b/1.hea", ".h/2.hea", "b/.3.hea"}) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "x".repeat(7));
    }
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    Files.createSymbolicLink(folder.resolve("a/nothing"), folder.resolve("none"));
    Files.createSymbolicLink(folder.resolve("also-b"), folder.resolve("b"));
    String root = "file:" + folder + "/";
    assertThat(groups(list(folder.toString())))
        .extracting(group -> group.folder() + group.names() + group.bytes())
        .containsExactly(
            root + "a/[1, 1.dat, 1.hea]21",
            root + "a/[10.hea]7",
            root + "also-b/[1.hea]7",
            root + "b/[1.hea]7");
    String one = folder.resolve("a/1.hea").toString();
    assertThat(groups(list(one)))
        .extracting(group -> group.folder() + group.names() + group.bytes())
        .containsExactly(root + "a/[1.hea]21");
    assertThat(groups(list(one, folder.resolve("a").toString(), one))).hasSize(2);
  }

  /** A file system of a million files that exist only while they are listed. */
  public static final class ManyFiles extends RawLocalFileSystem {
    static final int FOLDERS = 500;
    static final int FILES = 2000;

    @Override
    public URI getUri() {
      return URI.create("many:///");
    }

    @Override
    public String getScheme() {
      return "many";
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) {
      return new FileStatus(0, path.depth() < 3, 1, 1 << 20, 0, path);
    }

    @Override
    public RemoteIterator<FileStatus> listStatusIterator(org.apache.hadoop.fs.Path path) {
      boolean top = path.depth() == 1;
      var children =
          IntStream.range(0, top ? FOLDERS : FILES)
              .mapToObj(
                  i ->
                      top
                          ? new FileStatus(
                              0, true, 1, 1, 0, new org.apache.hadoop.fs.Path(path, "" + i))
                          : new FileStatus(
                              120_000 + i,
                              false,
                              1,
                              1 << 20,
                              1_700_000_000_000L + i,
                              new org.apache.hadoop.fs.Path(
                                  path, i / 2 + (i % 2 == 0 ? "_hr.hea" : "_hr.dat"))))
              .iterator();
      return new RemoteIterator<>() {
        @Override
        public boolean hasNext() {
          return children.hasNext();
        }

        @Override
        public FileStatus next() {
          return children.next();
        }
      };
    }
  }

  @Test
  void holdsAMillionFilesInLittleMemory() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.many.impl", ManyFiles.class.getName());
    long before = usedBytes();
    InputListing listing = InputListing.of(hadoop, "folder", List.of("many:///data"), 4);
    long files =
        StreamSupport.stream(listing.folders().spliterator(), false)
            .mapToLong(found -> found.files().size())
            .sum();
    assertThat(files).isEqualTo((long) ManyFiles.FOLDERS * ManyFiles.FILES);
    long bytesPerFile = (usedBytes() - before) / files;
    System.out.println("bytes per listed file: " + bytesPerFile);
    assertThat(bytesPerFile).isLessThan(80);
    assertThat(groups(listing)).hasSize((int) files / 2);

    HashMap128 known = new HashMap128();
    long withoutKnown = usedBytes();
    for (int i = 0; i < files; i++) {
      known.put("many:///data/" + i + "_hr.hea", i);
    }
    long bytesPerKnown = (usedBytes() - withoutKnown) / files;
    System.out.println("bytes per known file: " + bytesPerKnown);
    assertThat(bytesPerKnown).isLessThan(100);
    assertThat(known.get("many:///data/777777_hr.hea", -1)).isEqualTo(777_777);
    assertThat(known.contains("many:///data/x_hr.hea")).isFalse();
    assertThat(known.size()).isEqualTo((int) files);
    assertThat(listing.folders()).hasSize(ManyFiles.FOLDERS);
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
