package org.ecgnat.preprocessing.format.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.SourceFile;

/**
 * Reads all exams of an HDF5 file that fits into memory; {@link Hdf5Exams} reads larger ones. The
 * file is known by its format signature ("HDF5 File Format Specification" II.A).
 */
public final class Hdf5Reader implements RecordingReader {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /** Samples over all exams and leads, 1 GiB of floats. */
  private static final long MAX_SAMPLES = 1L << 28;

  @Override
  public String format() {
    return "hdf5";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return head.length >= SIGNATURE.length
        && Arrays.equals(SIGNATURE, Arrays.copyOf(head, SIGNATURE.length));
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    SourceFile provenance = main.sourceFile();
    List<EcgRecording> recordings = new ArrayList<>();
    try (Hdf5Exams exams = Hdf5Exams.of(main.bytes(), options, provenance)) {
      long samples = 0;
      for (int i = 0; i < exams.count(); i++) {
        EcgRecording recording = exams.read(i);
        samples += (long) recording.samples() * recording.leads().size();
        if (samples > Math.min(MAX_SAMPLES, allowed(main.bytes().length))) {
          throw new UnreadableRecordingException(
              Reason.LIMIT_EXCEEDED,
              "The exams of the HDF5 file are too many to be read at once; split it");
        }
        recordings.add(recording);
      }
    }
    if (recordings.isEmpty()) {
      throw new UnreadableRecordingException(Reason.NO_SIGNAL, "The HDF5 file holds no exam");
    }
    return recordings;
  }

  /** Compressed samples take at least this part of a byte, or the file is a bomb. */
  private static long allowed(long bytes) {
    return (1L << 20) + 20 * bytes;
  }
}
