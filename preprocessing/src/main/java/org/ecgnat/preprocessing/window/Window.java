package org.ecgnat.preprocessing.window;

import java.io.Serializable;
import java.util.List;
import org.ecgnat.preprocessing.quality.QualityFinding;

/**
 * A conditioned, quantised piece of a recording.
 *
 * @param startSeconds where it starts in the recording
 * @param validSeconds how much of it is recording rather than padding
 * @param signal the bytes of {@code WindowCodec}
 * @param quality findings, of this window only
 * @param contentHash lower-case hexadecimal SHA-256 of the quantised samples
 */
public record Window(
    double startSeconds,
    double validSeconds,
    byte[] signal,
    List<QualityFinding> quality,
    String contentHash)
    implements Serializable {}
