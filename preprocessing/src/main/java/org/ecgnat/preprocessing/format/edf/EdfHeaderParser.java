package org.ecgnat.preprocessing.format.edf;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/** Parses the header record: fields of fixed width in ASCII (Kemp 1992; EDF+ 2.1). */
final class EdfHeaderParser {
  private static final int FIXED = 256;
  private static final int PER_SIGNAL = 256;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,8}");

  private final byte[] bytes;
  private final int signals;

  private EdfHeaderParser(byte[] bytes) throws UnreadableRecordingException {
    this.bytes = bytes;
    if (bytes.length < FIXED) {
      throw new UnreadableRecordingException(
          TRUNCATED, "An EDF header has 256 bytes and more; fetch the file again");
    }
    this.signals = integer("number of signals", 252, 4);
    if (signals < 1) {
      throw unreadable("number of signals", 252);
    }
  }

  /** Whether a file begins like one of the family: its version and the fields that must be. */
  static boolean begins(byte[] head) {
    return EdfVariant.of(head).isPresent()
        && head.length >= FIXED
        && INTEGER.matcher(text(head, 184, 8)).matches()
        && INTEGER.matcher(text(head, 252, 4)).matches();
  }

  static EdfHeader parse(byte[] bytes) throws UnreadableRecordingException {
    return new EdfHeaderParser(bytes).parse();
  }

  private EdfHeader parse() throws UnreadableRecordingException {
    EdfVariant variant = EdfVariant.of(bytes).orElseThrow(() -> unreadable("version", 0));
    int headerBytes = FIXED + PER_SIGNAL * signals;
    if (bytes.length < headerBytes) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "The header of %d signals has %d bytes, the file %d; fetch it again"
              .formatted(signals, headerBytes, bytes.length));
    }
    // a longer header is none of EDF's, but its data would begin behind it
    if (integer("header size", 184, 8) != headerBytes) {
      throw unreadable("header size", 184);
    }
    double seconds = number("duration of a data record", 244, 8);
    if (seconds < 0) {
      throw unreadable("duration of a data record", 244);
    }
    List<EdfSignal> described = new ArrayList<>(signals);
    long offset = 0;
    for (int i = 0; i < signals; i++) {
      EdfSignal signal = signal(i, (int) offset);
      described.add(signal);
      offset += (long) signal.samplesPerRecord() * variant.sampleBytes();
      if (offset > bytes.length - headerBytes) {
        throw new UnreadableRecordingException(
            TRUNCATED, "The file holds less than one data record; fetch it again");
      }
    }
    if (offset == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The data records are empty");
    }
    int recordBytes = (int) offset;
    return new EdfHeader(
        variant,
        text(bytes, 8, 80),
        text(bytes, 88, 80),
        text(bytes, 168, 8),
        text(bytes, 176, 8),
        kind(text(bytes, 192, 44)),
        headerBytes,
        records((bytes.length - headerBytes) / recordBytes),
        seconds,
        recordBytes,
        described);
  }

  private int records(int available) throws UnreadableRecordingException {
    int stated = integer("number of data records", 236, 8);
    if (stated > available) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "The file holds %d of %d data records; fetch it again".formatted(available, stated));
    }
    // -1 stands there while a recording goes on (EDF+ 2.1.1)
    int records = stated < 0 ? available : stated;
    if (records == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "The file holds no data record");
    }
    return records;
  }

  /** Fields stand together by kind: all labels, then all transducers, and so on. */
  private EdfSignal signal(int i, int offset) throws UnreadableRecordingException {
    String of = " of signal " + (i + 1);
    int samples = integer("samples" + of, field(216, 8, i), 8);
    String label = text(bytes, field(0, 16, i), 16);
    if (samples < 0) {
      throw unreadable("samples" + of, field(216, 8, i));
    }
    return new EdfSignal(
        i + 1,
        label,
        text(bytes, field(96, 8, i), 8),
        extreme(104, i),
        extreme(112, i),
        extreme(120, i),
        extreme(128, i),
        text(bytes, field(136, 80, i), 80),
        samples,
        offset);
  }

  /**
   * @param before bytes of a signal's fields before this one
   */
  private int field(int before, int width, int signal) {
    return FIXED + before * signals + width * signal;
  }

  private static EdfHeader.Kind kind(String reserved) {
    if (reserved.startsWith("EDF+D") || reserved.startsWith("BDF+D")) {
      return EdfHeader.Kind.DISCONTINUOUS;
    }
    return reserved.startsWith("EDF+C") || reserved.startsWith("BDF+C")
        ? EdfHeader.Kind.CONTINUOUS
        : EdfHeader.Kind.PLAIN;
  }

  private int integer(String what, int at, int width) throws UnreadableRecordingException {
    String text = text(bytes, at, width);
    if (!INTEGER.matcher(text).matches()) {
      throw unreadable(what, at);
    }
    return Integer.parseInt(text);
  }

  private double extreme(int before, int signal) {
    return number(text(bytes, field(before, 8, signal), 8));
  }

  private static double number(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  private double number(String what, int at, int width) throws UnreadableRecordingException {
    String text = text(bytes, at, width);
    double number = number(text);
    if (!Double.isFinite(number)) {
      throw unreadable(what, at);
    }
    return number;
  }

  private static String text(byte[] bytes, int at, int width) {
    return new String(bytes, at, width, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
  }

  private static UnreadableRecordingException unreadable(String what, int at) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER,
        "The %s at byte %d of the EDF header cannot be; export the recording again"
            .formatted(what, at));
  }
}
