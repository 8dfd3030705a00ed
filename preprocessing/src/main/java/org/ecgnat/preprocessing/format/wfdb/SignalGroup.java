package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.CHECKSUM_MISMATCH;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * The signals that lie interleaved in one file: consecutive signal lines that name it (header(5)).
 */
final class SignalGroup {
  /** The code of {@link DifferenceFile}. */
  private static final int DIFFERENCES = 8;

  private final List<SignalLine> signals;

  private SignalGroup(List<SignalLine> signals) {
    this.signals = signals;
  }

  /** The groups of a header, in its order. */
  static List<SignalGroup> of(WfdbHeader header) throws UnreadableRecordingException {
    List<SignalGroup> groups = new ArrayList<>();
    Set<String> files = new HashSet<>();
    for (SignalLine signal : header.signals()) {
      SignalGroup last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null && last.fileName().equals(signal.fileName())) {
        if (last.signals.get(0).formatCode() != signal.formatCode()) {
          throw unsupported(
              "signals "
                  + last.signals.get(0).number()
                  + " and "
                  + signal.number()
                  + " share a file but not a format");
        }
        last.signals.add(signal);
      } else if (signal.isNull() || files.add(signal.fileName())) {
        groups.add(new SignalGroup(new ArrayList<>(List.of(signal))));
      } else {
        throw HeaderParser.unreadable(
            "signal "
                + signal.number()
                + " names the file of an earlier signal, with another file between them");
      }
    }
    return groups;
  }

  List<SignalLine> signals() {
    return signals;
  }

  String fileName() {
    return signals.get(0).fileName();
  }

  /** The signals, as a message names them. */
  String name() {
    int first = signals.get(0).number();
    int last = first + signals.size() - 1;
    return first == last ? "signal " + first : "signals " + first + " to " + last;
  }

  /** Whether there is no file: format 0 (signal(5)). */
  boolean isNull() {
    return signals.get(0).isNull();
  }

  /**
   * Opens the file.
   *
   * @param file all of it
   * @throws UnreadableRecordingException for a format, or a use of one, that is not read
   */
  SignalFile open(byte[] file) throws UnreadableRecordingException {
    SignalLine first = signals.get(0);
    int start = first.byteOffset();
    if (first.formatCode() == DIFFERENCES) {
      return new DifferenceFile(file, start, signals);
    }
    if (FlacFile.bits(first.formatCode()) > 0) {
      return FlacFile.decode(file, start, signals);
    }
    return SampleFormat.ofCode(first.formatCode())
        .map(format -> new PackedFile(format, file, start, signals))
        .orElseThrow(
            () -> unsupported("format " + first.formatCode() + " of " + name() + " is not known"));
  }

  /**
   * Compares the samples with the header's checksum, or with its initial value where it states no
   * checksum: an initial value that contradicts a right checksum is the header's fault.
   *
   * @param values of the file, from its first frame
   * @param samples samples of the record; a skewed signal's file goes on behind them
   */
  static void verify(SignalLine signal, int[] values, int samples)
      throws UnreadableRecordingException {
    if (signal.checksum().isPresent()) {
      int checksum = signal.checksum().getAsInt();
      if (!sumsTo(checksum, values, samples) && !sumsTo(checksum, values, values.length)) {
        throw mismatch("checksum", signal);
      }
    } else if (signal.initialValue().isPresent() && signal.formatCode() != DIFFERENCES) {
      int initial = signal.initialValue().getAsInt();
      // header(5) leaves open whether sample 0 counts before or after the skew
      long skewed = (long) signal.skewFrames() * signal.samplesPerFrame();
      if (values[0] != initial && values[(int) Math.min(skewed, values.length - 1)] != initial) {
        throw mismatch("initial value", signal);
      }
    }
  }

  /** Headers hold the 16 bits of the sum as a signed or an unsigned number. */
  private static boolean sumsTo(int checksum, int[] values, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return (short) sum == (short) checksum;
  }

  private static UnreadableRecordingException mismatch(String what, SignalLine signal) {
    return new UnreadableRecordingException(
        CHECKSUM_MISMATCH,
        "The samples of signal "
            + signal.number()
            + " do not give the "
            + what
            + " of the WFDB header: the signal file was changed or damaged; fetch it again");
  }

  private static UnreadableRecordingException unsupported(String fault) {
    return new UnreadableRecordingException(
        UNSUPPORTED_FORMAT, "Cannot read the WFDB record: " + fault);
  }
}
