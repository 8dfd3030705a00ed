package org.ecgnat.jobs.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.ecgnat.preprocessing.format.wfdb.WfdbWriter;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.ecgnat.preprocessing.synthetic.SyntheticRecording;

/**
 * A set of synthetic recordings in folders of 1,000, as PTB-XL is laid out. A record is the same
 * whatever the number of records and threads.
 *
 * @param seed chooses the set
 * @param records how many
 */
public record SyntheticSet(long seed, long records) {
  private static final int RECORDS_A_FOLDER = 1000;

  /** Steps of the written samples: 1 µV. */
  private static final double GAIN_PER_MILLIVOLT = 1000;

  /**
   * Writes the set.
   *
   * @param folder where to, existing
   * @param threads how many write at once
   * @param done told how many are written, from any thread
   * @throws IOException where a file cannot be written
   * @throws InterruptedException where the thread is interrupted
   */
  public void write(Path folder, int threads, LongConsumer done)
      throws IOException, InterruptedException {
    for (long first = 0; first < records; first += RECORDS_A_FOLDER) {
      Files.createDirectories(folder.resolve(subfolder(first)));
    }
    SyntheticGenerator generator = new SyntheticGenerator(seed);
    AtomicLong written = new AtomicLong();
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      pool.submit(
              () ->
                  LongStream.range(0, records)
                      .parallel()
                      .forEach(
                          index -> {
                            write(generator.recording(index), folder.resolve(subfolder(index)));
                            done.accept(written.incrementAndGet());
                          }))
          .get();
    } catch (ExecutionException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof UncheckedIOException unwritable) {
          throw unwritable.getCause();
        }
      }
      throw new IllegalStateException("A synthetic recording cannot be made", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void write(SyntheticRecording recording, Path folder) {
    try {
      WfdbWriter.write(
          folder,
          recording.recordKey(),
          recording.samplingRateHz(),
          Lead.STANDARD,
          recording.millivolts(),
          GAIN_PER_MILLIVOLT,
          recording.headerComments());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String subfolder(long index) {
    return String.format(Locale.ROOT, "%06d", index - index % RECORDS_A_FOLDER);
  }
}
