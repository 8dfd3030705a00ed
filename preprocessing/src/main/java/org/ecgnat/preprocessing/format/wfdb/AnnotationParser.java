package org.ecgnat.preprocessing.format.wfdb;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Parses the MIT format of annot(5): words of 16 bits, little endian, with a code in the upper six
 * bits and a time difference, a field's value or a length in the lower ten. Used once.
 */
final class AnnotationParser {
  private static final int SKIP = 59;
  private static final int NUM = 60;
  private static final int SUB = 61;
  private static final int CHN = 62;
  private static final int AUX = 63;

  private static final Pattern RESOLUTION =
      Pattern.compile("## time resolution: *(" + SignalLineParser.DECIMAL + ")\\s*");
  private static final String DEFINITIONS = "## annotation type definitions";
  private static final String END_OF_DEFINITIONS = "## end of definitions";
  private static final Pattern DEFINITION = Pattern.compile("(\\d{1,2})\\s+(\\S+)(?:\\s.*)?");

  private final byte[] file;
  private int at;
  private int channel;
  private int number;

  private OptionalDouble resolution = OptionalDouble.empty();
  private final Map<Integer, String> definitions = new HashMap<>();
  private boolean defining;

  AnnotationParser(byte[] file) {
    this.file = file;
  }

  WfdbAnnotations parse() throws UnreadableRecordingException {
    List<WfdbAnnotation> annotations = new ArrayList<>();
    long sample = 0;
    while (at + 1 < file.length) {
      int word = word();
      while (word >> 10 == SKIP) {
        sample += skip();
        word = word();
      }
      if (word == 0) {
        return new WfdbAnnotations(resolution, annotations, true);
      }
      int code = word >> 10;
      sample += word & 0x3ff;
      if (code > AnnotationCodes.LARGEST) {
        throw unreadable(
            UNREADABLE_HEADER,
            "the word before byte "
                + at
                + " has code "
                + code
                + " where an annotation begins; it is no file of the MIT format or is damaged");
      }
      WfdbAnnotation annotation = annotation(sample, code);
      // code 0 only carries time, as behind the notes of a file's head
      if (code != 0 && !isHead(annotation)) {
        annotations.add(annotation);
      }
    }
    return new WfdbAnnotations(resolution, annotations, false);
  }

  /** The fields behind an annotation's first word, in any order. */
  private WfdbAnnotation annotation(long sample, int code) throws UnreadableRecordingException {
    int subtype = 0;
    String aux = "";
    while (at + 1 < file.length && (peek() >> 10) > SKIP) {
      int word = word();
      switch (word >> 10) {
        case NUM -> number = (byte) word;
        case SUB -> subtype = (byte) word;
        case CHN -> channel = word & 0xff;
        case AUX -> aux = text(word & 0x3ff);
        default -> throw new AssertionError(word);
      }
    }
    String symbol = definitions.getOrDefault(code, AnnotationCodes.symbol(code));
    return new WfdbAnnotation(sample, code, symbol, subtype, channel, number, aux);
  }

  /** Whether an annotation is one of the notes at instant 0 that describe the file. */
  private boolean isHead(WfdbAnnotation annotation) {
    if (annotation.code() != AnnotationCodes.NOTE || annotation.sample() != 0) {
      return false;
    }
    String text = annotation.aux().strip();
    Matcher rate = RESOLUTION.matcher(text);
    if (rate.matches()) {
      double hz = Double.parseDouble(rate.group(1));
      if (hz > 0 && Double.isFinite(hz)) {
        resolution = OptionalDouble.of(hz);
      }
      return true;
    }
    if (text.equals(DEFINITIONS) || text.equals(END_OF_DEFINITIONS)) {
      defining = text.equals(DEFINITIONS);
      return true;
    }
    Matcher definition = DEFINITION.matcher(text);
    if (defining && definition.matches()) {
      definitions.put(Integer.parseInt(definition.group(1)), definition.group(2));
    }
    return defining;
  }

  private int peek() {
    return (file[at] & 0xff) | (file[at + 1] & 0xff) << 8;
  }

  private int word() throws UnreadableRecordingException {
    require(2);
    int word = peek();
    at += 2;
    return word;
  }

  /** A difference of 32 bits, the upper half first, each half little endian. */
  private int skip() throws UnreadableRecordingException {
    require(4);
    int high = word();
    return high << 16 | word();
  }

  /** As a C string: up to its first NUL; an odd length is padded with a byte. */
  private String text(int length) throws UnreadableRecordingException {
    require(length);
    int end = at;
    while (end < at + length && file[end] != 0) {
      end++;
    }
    String text = HeaderParser.text(Arrays.copyOfRange(file, at, end));
    at += length + (length & 1);
    return text;
  }

  private void require(int bytes) throws UnreadableRecordingException {
    if (bytes > file.length - at) {
      throw unreadable(
          TRUNCATED, "it ends within an annotation, at byte " + file.length + "; fetch it again");
    }
  }

  private static UnreadableRecordingException unreadable(
      UnreadableRecordingException.Reason reason, String fault) {
    return new UnreadableRecordingException(
        reason, "Cannot read the WFDB annotation file: " + fault);
  }
}
