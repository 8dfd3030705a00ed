package org.ecgnat.jobs.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * The patients that a corpus shall not hold again: an empty file each in {@code _forgotten/}, named
 * by the SHA-256 of the stored patient identifier.
 */
public final class ForgottenPatients {
  private static final String FOLDER = "_forgotten";

  private final FileSystem files;
  private final Path folder;

  private ForgottenPatients(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Those of a corpus. */
  public static ForgottenPatients of(Configuration hadoop, String corpus) {
    Path folder = new Path(corpus, FOLDER);
    return StorageFaults.guard(
        "read", corpus, () -> new ForgottenPatients(folder.getFileSystem(hadoop), folder));
  }

  /** How a patient is told here. */
  public static String hash(String patientId) {
    return Sha256.hex("forgotten\n" + patientId);
  }

  /** Whether a patient is among them. */
  public boolean contains(String patientId) throws IOException {
    return files.exists(new Path(folder, hash(patientId)));
  }

  /** Adds a patient. */
  public void add(String patientId) throws IOException {
    files.create(new Path(folder, hash(patientId)), true).close();
  }

  /** The {@link #hash}es of all. */
  public Set<String> hashes() {
    return StorageFaults.guard(
        "read",
        folder.toString(),
        () -> {
          Set<String> hashes = new HashSet<>();
          try {
            for (FileStatus file : files.listStatus(folder)) {
              hashes.add(file.getPath().getName());
            }
          } catch (FileNotFoundException e) {
            // nobody was forgotten yet
          }
          return hashes;
        });
  }
}
