package org.ecgnat.preprocessing.format;

import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.format.aecg.AecgReader;
import org.ecgnat.preprocessing.format.cardiosoft.CardioSoftReader;
import org.ecgnat.preprocessing.format.contec.ContecReader;
import org.ecgnat.preprocessing.format.dicom.DicomReader;
import org.ecgnat.preprocessing.format.edf.EdfReader;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Reader;
import org.ecgnat.preprocessing.format.matlab.MatlabReader;
import org.ecgnat.preprocessing.format.muse.MuseReader;
import org.ecgnat.preprocessing.format.philips.PhilipsReader;
import org.ecgnat.preprocessing.format.scp.ScpReader;
import org.ecgnat.preprocessing.format.text.TextReader;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;

/** The formats that are read. */
public final class RecordingFormats {
  /** How much of a file its format is judged by. */
  public static final int HEAD_BYTES = 4096;

  private static final RecordingReader WFDB = new WfdbReader();

  /** What is found by its content comes before what is found by a declared layout. */
  private static final List<RecordingReader> READERS =
      List.of(
          WFDB,
          new DicomReader(),
          new EdfReader(),
          new ContecReader(),
          new ScpReader(),
          new AecgReader(),
          new Hdf5Reader(),
          new MatlabReader(),
          new MuseReader(),
          new CardioSoftReader(),
          new PhilipsReader(),
          new TextReader());

  private RecordingFormats() {}

  /** All readers. */
  public static List<RecordingReader> readers() {
    return READERS;
  }

  /**
   * Whether a file's name alone makes it a recording's main file. Such files are read first: what
   * they name as companions need not be looked at.
   *
   * @param fileName plain name
   */
  public static boolean isMainByName(String fileName) {
    return WFDB.recognises(fileName, new byte[0]);
  }

  /**
   * The reader of a main file.
   *
   * @param fileName plain name
   * @param head the first {@link #HEAD_BYTES} bytes, or all of a shorter file
   * @param options what the source says about its files
   * @return empty where the file is no recording's main file in a format that is read
   */
  public static Optional<RecordingReader> find(String fileName, byte[] head, ReadOptions options) {
    return READERS.stream()
        .filter(reader -> reader.recognises(fileName, head, options))
        .findFirst();
  }
}
