package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.Lead;

/** Small WFDB recordings, sound and broken. */
final class TestRecordings {
  private static final int RATE_HZ = 100;

  private TestRecordings() {}

  /** A sound recording of ten seconds. */
  static void write(Path folder, String name, String... comments) throws IOException {
    write(folder, name, name.hashCode() % 17 + folder.hashCode() % 5, comments);
  }

  /** A sound recording of ten seconds. */
  static void write(Path folder, String name, int phase, String... comments) throws IOException {
    Files.createDirectories(folder);
    float[][] millivolts = new float[2][10 * RATE_HZ];
    for (int lead = 0; lead < millivolts.length; lead++) {
      for (int i = 0; i < millivolts[lead].length; i++) {
        millivolts[lead][i] = (float) Math.sin((lead + 1) * i * 0.05 + phase);
      }
    }
    WfdbWriter.write(
        folder, name, RATE_HZ, List.of(Lead.I, Lead.II), millivolts, 1000, List.of(comments));
  }

  /** One whose signal file ends too early. */
  static void writeTruncated(Path folder, String name) throws IOException {
    write(folder, name);
    Path data = folder.resolve(name + ".dat");
    Files.write(data, java.util.Arrays.copyOf(Files.readAllBytes(data), 1000));
  }

  /** One whose signal file has a flipped bit. */
  static void writeDamaged(Path folder, String name) throws IOException {
    write(folder, name);
    Path data = folder.resolve(name + ".dat");
    byte[] bytes = Files.readAllBytes(data);
    bytes[500] ^= 4;
    Files.write(data, bytes);
  }

  /** One whose header makes no sense. */
  static void writeUnreadable(Path folder, String name, String content) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(name + ".hea"), content);
  }
}
