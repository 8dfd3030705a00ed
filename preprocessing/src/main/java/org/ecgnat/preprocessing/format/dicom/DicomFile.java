package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.LIMIT_EXCEEDED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * A file: 128 bytes of anything, {@code DICM}, the file meta information and a data set (PS3.10
 * 7.1), or a data set alone, as networks carry it and some carts store it.
 */
final class DicomFile {
  private static final int PREAMBLE = 128;
  private static final byte[] MAGIC = {'D', 'I', 'C', 'M'};
  private static final int META_GROUP = 0x0002;

  /**
   * A deflated data set may be so much longer than the file; ECG samples shrink two to four-fold.
   */
  private static final int MOST_INFLATION = 32;

  private static final int INFLATED_ANYWAY = 4 << 20;

  private DicomFile() {}

  /** Whether the file says that it is DICOM, before any data element. */
  static boolean hasMagic(byte[] head) {
    return head.length >= PREAMBLE + MAGIC.length
        && Arrays.equals(head, PREAMBLE, PREAMBLE + MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /**
   * The class of the object in a file, from its first bytes.
   *
   * @return empty where it is not among them
   */
  static Optional<String> sopClass(byte[] head) {
    DataSet elements = new DataSet();
    try {
      ElementParser parser = new ElementParser(head, start(head));
      Optional<Encoding> encoding = meta(parser, elements, head);
      if (elements.value(Tag.MEDIA_STORAGE_SOP_CLASS).isEmpty() && encoding.isPresent()) {
        ByteOrder order = encoding.get().order();
        while (Integer.compareUnsigned(parser.peekTag(order), Tag.SOP_CLASS) <= 0
            && elements.value(Tag.SOP_CLASS).isEmpty()) {
          parser.element(elements, encoding.get());
        }
      }
    } catch (UnreadableRecordingException e) {
      return Optional.empty();
    }
    return Optional.of(sopClass(elements)).filter(uid -> !uid.isEmpty());
  }

  /** The class of the object that a data set holds; empty text where it does not say. */
  static String sopClass(DataSet elements) {
    String uid = elements.text(Tag.SOP_CLASS);
    return uid.isEmpty() ? elements.text(Tag.MEDIA_STORAGE_SOP_CLASS) : uid;
  }

  /** Parses a whole file. */
  static DataSet parse(byte[] bytes) throws UnreadableRecordingException {
    DataSet meta = new DataSet();
    ElementParser parser = new ElementParser(bytes, start(bytes));
    Encoding encoding =
        meta(parser, meta, bytes)
            .orElseThrow(
                () ->
                    meta.text(Tag.TRANSFER_SYNTAX).isEmpty()
                        ? new UnreadableRecordingException(
                            UNREADABLE_HEADER, "No DICOM data set begins where one should")
                        : new UnreadableRecordingException(
                            UNSUPPORTED_FORMAT,
                            "The transfer syntax is private to a vendor; export the recording in"
                                + " explicit little endian"));
    if (meta.text(Tag.TRANSFER_SYNTAX).equals(Encoding.DEFLATED)) {
      parser = new ElementParser(inflate(bytes, parser.position()), 0);
    }
    DataSet elements = parser.dataSet(encoding);
    if (elements.value(Tag.SOP_CLASS).isEmpty()) {
      meta.value(Tag.MEDIA_STORAGE_SOP_CLASS).ifPresent(uid -> elements.put(Tag.SOP_CLASS, uid));
    }
    return elements;
  }

  private static int start(byte[] bytes) {
    return hasMagic(bytes) ? PREAMBLE + MAGIC.length : 0;
  }

  /**
   * Reads the file meta information, which is always explicit little endian (PS3.10 7.1).
   *
   * @return the encoding of what follows
   */
  private static Optional<Encoding> meta(ElementParser parser, DataSet meta, byte[] bytes)
      throws UnreadableRecordingException {
    while (parser.peekTag(ByteOrder.LITTLE_ENDIAN) >>> 16 == META_GROUP) {
      parser.element(meta, Encoding.EXPLICIT_LITTLE);
    }
    return meta.value(Tag.TRANSFER_SYNTAX).isPresent()
        ? Encoding.of(meta.text(Tag.TRANSFER_SYNTAX))
        : Encoding.guess(bytes, parser.position());
  }

  private static byte[] inflate(byte[] bytes, int from) throws UnreadableRecordingException {
    int deflated = bytes.length - from;
    long limit = Math.max(INFLATED_ANYWAY, (long) MOST_INFLATION * deflated);
    byte[] result = new byte[(int) Math.min(limit, Math.max(64, 4L * deflated))];
    int length = 0;
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, deflated);
      while (!inflater.finished()) {
        if (length == result.length) {
          if (length >= limit) {
            throw new UnreadableRecordingException(
                LIMIT_EXCEEDED,
                "The deflated data set grows more than %d-fold; refused".formatted(MOST_INFLATION));
          }
          result = Arrays.copyOf(result, (int) Math.min(limit, 2L * length));
        }
        int inflated = inflater.inflate(result, length, result.length - length);
        if (inflated == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break; // cut off: the elements say where
        }
        length += inflated;
      }
    } catch (DataFormatException e) {
      throw new UnreadableRecordingException(
          UNREADABLE_HEADER, "The deflated data set is damaged; fetch the file again");
    } finally {
      inflater.end();
    }
    return Arrays.copyOf(result, length);
  }
}
