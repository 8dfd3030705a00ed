package org.ecgnat.preprocessing.format.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.LeadRows;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * The exams of an HDF5 file, read one at a time: a part of CODE-15% holds 20,000 of them in 4 GB.
 * Identifiers are read when it is opened, tracings when they are asked for; in order is fastest
 * where the file has chunks. Not thread-safe.
 *
 * <pre>{@code
 * try (Hdf5Exams exams = Hdf5Exams.open(path, options, provenance)) {
 *   for (int i = from; i < to; i++) {
 *     EcgRecording recording = exams.read(i);
 *   }
 * }
 * }</pre>
 */
public final class Hdf5Exams implements AutoCloseable {
  private final HdfFile file;
  private final SourceFile provenance;
  private final Hdf5Layout layout;
  private final DeclaredUnit unit;
  private final ReadOptions options;
  private final List<Optional<Lead>> leads;
  private DatasetRows tracings;
  private long[] keys;

  /** Something that reads through jHDF, which answers a damaged file with any exception. */
  private interface Reading<T> {
    T run() throws UnreadableRecordingException;
  }

  private Hdf5Exams(HdfFile file, ReadOptions options, SourceFile provenance)
      throws UnreadableRecordingException {
    this.file = file;
    this.provenance = provenance;
    this.options = options;
    this.layout = options.hdf5();
    this.unit = layout.declaredUnit();
    this.leads = LeadRows.named(layout.leads());
  }

  /**
   * Opens a file.
   *
   * @param path a local file
   * @param options what the source says; its HDF5 layout counts
   * @param provenance what the recordings say of where they came from
   * @throws UnreadableRecordingException where it is no HDF5 file of exams in that layout
   */
  public static Hdf5Exams open(Path path, ReadOptions options, SourceFile provenance)
      throws UnreadableRecordingException {
    return opened(guarded(() -> new HdfFile(path)), options, provenance);
  }

  /**
   * Opens a file that lies in memory.
   *
   * @param content all of it; not copied
   * @param options what the source says; its HDF5 layout counts
   * @param provenance what the recordings say of where they came from
   * @throws UnreadableRecordingException where it is no HDF5 file of exams in that layout
   */
  public static Hdf5Exams of(byte[] content, ReadOptions options, SourceFile provenance)
      throws UnreadableRecordingException {
    return opened(guarded(() -> HdfFile.fromBytes(content)), options, provenance);
  }

  private static Hdf5Exams opened(HdfFile file, ReadOptions options, SourceFile provenance)
      throws UnreadableRecordingException {
    boolean done = false;
    try {
      Hdf5Exams exams = new Hdf5Exams(file, options, provenance);
      guarded(exams::begin);
      done = true;
      return exams;
    } finally {
      if (!done) {
        file.close();
      }
    }
  }

  private Boolean begin() throws UnreadableRecordingException {
    unit.amplitude(options.unitRule());
    tracings = rows(layout.tracings());
    long[] shape = tracings.dimensions();
    DatasetRows identifiers = rows(layout.keys());
    if (shape.length != 3 || shape[2] != leads.size()) {
      throw unsupported("The tracings are not shaped (exams, samples, " + leads.size() + ")");
    }
    if (identifiers.dimensions()[0] != shape[0]
        || identifiers.rowBytes() != identifiers.type().bytes()
        || identifiers.type().floating()) {
      throw unsupported("There is not one whole number per exam as its identifier");
    }
    if (shape[0] > file.getHdfBackingStorage().size()) {
      throw new UnreadableRecordingException(
          Reason.TRUNCATED, "The HDF5 file is too small for its " + shape[0] + " exams");
    }
    keys = new long[(int) shape[0]];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = identifiers.type().integer(identifiers.row(i), 0);
    }
    int last = keys.length - 1;
    // each part of CODE-15% ends with a row that is no exam
    if (keys[last] == 0 && recordedSamples(tracings.row(last)).isEmpty()) {
      keys = java.util.Arrays.copyOf(keys, last);
    }
    return true;
  }

  private DatasetRows rows(String path) throws UnreadableRecordingException {
    try {
      if (file.getByPath(path) instanceof Dataset dataset) {
        return DatasetRows.of(dataset, file.getHdfBackingStorage());
      }
    } catch (HdfException e) {
      // answered below: a missing data set is no different
    }
    throw unsupported("A data set that its layout names is not in the HDF5 file, or damaged");
  }

  private static UnreadableRecordingException unsupported(String what) {
    return new UnreadableRecordingException(
        Reason.UNSUPPORTED_FORMAT, what + "; check hdf5 in the source file");
  }

  /** The number of exams. */
  public int count() {
    return keys.length;
  }

  /** The record key of an exam: its identifier. */
  public String key(int exam) {
    return Long.toString(keys[exam]);
  }

  /**
   * Reads an exam, without the zeros that pad it on both sides. One that is zero throughout is
   * returned so: conditioning sets it aside as one without signal.
   *
   * @param exam from 0 to {@link #count()} − 1
   * @throws UnreadableRecordingException where the file is damaged there
   */
  public EcgRecording read(int exam) throws UnreadableRecordingException {
    return guarded(() -> recording(exam));
  }

  private EcgRecording recording(int exam) throws UnreadableRecordingException {
    ByteBuffer row = tracings.row(exam);
    int width = leads.size();
    int[] recorded =
        recordedSamples(row).orElse(new int[] {0, tracings.rowBytes() / width / bytes()});
    int samples = recorded[1] - recorded[0];
    List<Lead> names = new ArrayList<>();
    List<float[]> signal = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      if (leads.get(column).isPresent()) {
        float[] lead = new float[samples];
        for (int i = 0; i < samples; i++) {
          float value =
              unit.toMillivolts(tracings.type().get(row, (recorded[0] + i) * width + column));
          lead[i] = Float.isInfinite(value) ? Float.NaN : value;
        }
        names.add(leads.get(column).get());
        signal.add(lead);
      }
    }
    return new EcgRecording(
        key(exam),
        layout.samplingRateHz(),
        names,
        signal.toArray(float[][]::new),
        unit.amplitude(options.unitRule()),
        Optional.empty(),
        Patient.UNKNOWN,
        Optional.empty(),
        List.of(),
        AcquisitionContext.UNKNOWN,
        List.of(provenance));
  }

  /** The first sample that is not zero in all leads, and the one behind the last. */
  private Optional<int[]> recordedSamples(ByteBuffer row) {
    int width = leads.size();
    int last = tracings.rowBytes() / bytes() - 1;
    int first = 0;
    while (first <= last && tracings.type().get(row, first) == 0) {
      first++;
    }
    if (first > last) {
      return Optional.empty();
    }
    while (tracings.type().get(row, last) == 0) {
      last--;
    }
    return Optional.of(new int[] {first / width, last / width + 1});
  }

  private int bytes() {
    return tracings.type().bytes();
  }

  /** Turns whatever jHDF throws at a damaged file into a refusal. */
  private static <T> T guarded(Reading<T> reading) throws UnreadableRecordingException {
    try {
      return reading.run();
    } catch (RuntimeException | StackOverflowError e) {
      // the cause may quote the file's path or content
      throw new UnreadableRecordingException(
          Reason.UNREADABLE_HEADER,
          "The HDF5 file is damaged or cut off ("
              + e.getClass().getSimpleName()
              + "); fetch it again");
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
