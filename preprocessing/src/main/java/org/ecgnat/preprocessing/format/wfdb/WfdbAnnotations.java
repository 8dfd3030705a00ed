package org.ecgnat.preprocessing.format.wfdb;

import java.util.List;
import java.util.OptionalDouble;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * An annotation file of the MIT format (annot(5)), such as {@code 100.atr}.
 *
 * @param samplingRateHz sample intervals a second by which the instants count, where the file
 *     states them ({@code ## time resolution}); otherwise they count in the record's own rate (its
 *     frames)
 * @param annotations in the order of the file, which is that of time; the notes at instant 0 that
 *     state the resolution and define types are not among them
 * @param complete whether the file ends with its end mark; otherwise later annotations may be lost
 */
public record WfdbAnnotations(
    OptionalDouble samplingRateHz, List<WfdbAnnotation> annotations, boolean complete) {

  /** Copies the list. */
  public WfdbAnnotations {
    annotations = List.copyOf(annotations);
  }

  /**
   * Reads an annotation file.
   *
   * @param file all of it
   * @throws UnreadableRecordingException where it ends within an annotation or holds a code that
   *     annot(5) does not know
   */
  public static WfdbAnnotations read(byte[] file) throws UnreadableRecordingException {
    return new AnnotationParser(file).parse();
  }

  /** The annotations that mark beats. */
  public List<WfdbAnnotation> beats() {
    return annotations.stream().filter(WfdbAnnotation::isBeat).toList();
  }

  /**
   * When an annotation is, in seconds since the record's start.
   *
   * @param annotation one of these
   * @param recordRateHz frames a second of the record (the rate on the header's record line), used
   *     where the file states no resolution of its own
   */
  public double seconds(WfdbAnnotation annotation, double recordRateHz) {
    return annotation.sample() / samplingRateHz.orElse(recordRateHz);
  }
}
