package org.ecgnat.preprocessing.format.wfdb;

/**
 * A mark at an instant of a record (annot(5)).
 *
 * @param sample the instant, in sample intervals of the annotation file since the record's start
 * @param code the annotation type, 1 to 49
 * @param symbol what stands for the type in print, such as {@code N}, {@code V}, {@code +}, {@code
 *     (}; the file's own definition where it has one, {@code [42]} for a type that nobody defines
 * @param subtype −128 to 127, 0 unless stated
 * @param channel the signal that is marked, from 0, or 255; carried over from the annotation before
 * @param number −128 to 127, for the annotator's own use; carried over from the annotation before
 * @param aux auxiliary text: a rhythm such as {@code (AFIB}, or free text, which may be private
 */
public record WfdbAnnotation(
    long sample, int code, String symbol, int subtype, int channel, int number, String aux) {

  /**
   * Whether the mark is a beat by PhysioNet's table of annotation codes. Flutter waves ({@code !})
   * and isolated artefacts ({@code |}) are none.
   */
  public boolean isBeat() {
    return AnnotationCodes.isBeat(code);
  }
}
