package org.ecgnat.preprocessing.format.matlab;

import java.util.Optional;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;

/** A MAT-file of either level. */
final class MatFile {
  private static final int LEVEL_5_HEADER_BYTES = 128;

  /** Of MATLAB 7.3, whose files are HDF5 behind such a header. */
  private static final int HDF5_VERSION = 2;

  private MatFile() {}

  /**
   * Finds a matrix.
   *
   * @param content the file's
   * @param variable its name, with fields behind dots
   * @return empty where there is none of that name
   * @throws UnreadableRecordingException where it is no matrix, or the file is damaged
   */
  static Optional<MatArray> find(byte[] content, String variable)
      throws UnreadableRecordingException {
    if (!isLevel5(content)) {
      return Level4.find(content, variable);
    }
    int version = content[126] == 'I' ? content[125] : content[124];
    if (version == HDF5_VERSION) {
      throw new UnreadableRecordingException(
          Reason.UNSUPPORTED_FORMAT,
          "A MAT-file of version 7.3 is not read; save it with -v7 in MATLAB");
    }
    return Level5.find(content, variable.split("\\.", -1));
  }

  /** The four bytes in front tell: some of them are zero in Level 4, none is in Level 5. */
  private static boolean isLevel5(byte[] content) {
    return content.length >= LEVEL_5_HEADER_BYTES
        && content[0] != 0
        && content[1] != 0
        && content[2] != 0
        && content[3] != 0
        && ((content[126] == 'I' && content[127] == 'M')
            || (content[126] == 'M' && content[127] == 'I'));
  }

  /** A variable that is there and is not read. */
  static UnreadableRecordingException unsupported(String why) {
    return new UnreadableRecordingException(
        Reason.UNSUPPORTED_FORMAT,
        "A variable that the matlab layout names " + why + "; check the source file");
  }
}
