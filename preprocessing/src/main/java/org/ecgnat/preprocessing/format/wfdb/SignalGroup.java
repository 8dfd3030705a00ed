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
        last.signals.add(signal);
      } else if (files.add(signal.fileName())) {
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

  /** Frames before sample 0 of the signal that starts last. */
  int largestSkew() {
    return signals.stream().mapToInt(SignalLine::skewFrames).max().orElse(0);
  }

  /**
   * The format of all signals of the file.
   *
   * @throws UnreadableRecordingException for a format, or a use of one, that is not read
   */
  SampleFormat format() throws UnreadableRecordingException {
    SignalLine first = signals.get(0);
    for (SignalLine signal : signals) {
      if (signal.samplesPerFrame() != 1) {
        throw unsupported(
            "signal "
                + signal.number()
                + " has "
                + signal.samplesPerFrame()
                + " samples a frame; only one is read");
      }
      if (signal.formatCode() != first.formatCode()) {
        throw unsupported("its " + name() + " share a file but not a format");
      }
    }
    return SampleFormat.ofCode(first.formatCode())
        .orElseThrow(
            () ->
                unsupported(
                    "format "
                        + first.formatCode()
                        + " of "
                        + name()
                        + " is not read; 16, 24, 32, 80 and 212 are"));
  }

  /** How many whole frames a file of this group holds. */
  long framesIn(long fileBytes) throws UnreadableRecordingException {
    long bytes = Math.max(0, fileBytes - signals.get(0).byteOffset());
    return format().samplesIn(bytes) / signals.size();
  }

  /**
   * The samples as they lie in the file, skewed signals not yet aligned.
   *
   * @param frames no more than {@link #framesIn} says
   * @return {@code (signals, frames)}, units of the converter
   */
  int[][] decode(byte[] file, int frames) throws UnreadableRecordingException {
    SampleFormat format = format();
    int start = signals.get(0).byteOffset();
    int[][] samples = new int[signals.size()][frames];
    for (int row = 0; row < samples.length; row++) {
      int[] target = samples[row];
      long index = row;
      for (int frame = 0; frame < frames; frame++, index += samples.length) {
        target[frame] = format.sample(file, start, index);
      }
    }
    return samples;
  }

  /**
   * Compares initial values and checksums with the header, where it states them.
   *
   * @param samples {@link #decode}d
   * @param frames the record's length; a skewed signal's file goes on behind it
   */
  void verify(int[][] samples, int frames) throws UnreadableRecordingException {
    for (int row = 0; row < samples.length; row++) {
      SignalLine signal = signals.get(row);
      int[] values = samples[row];
      // header(5) leaves open whether sample 0 counts before or after the skew
      int skewed = Math.min(signal.skewFrames(), values.length - 1);
      if (signal.initialValue().isPresent()
          && values[0] != signal.initialValue().getAsInt()
          && values[skewed] != signal.initialValue().getAsInt()) {
        throw mismatch("initial value", signal);
      }
      if (signal.checksum().isPresent()
          && !sumsTo(signal.checksum().getAsInt(), values, frames)
          && !sumsTo(signal.checksum().getAsInt(), values, values.length)) {
        throw mismatch("checksum", signal);
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
