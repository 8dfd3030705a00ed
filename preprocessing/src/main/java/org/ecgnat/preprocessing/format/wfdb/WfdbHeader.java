package org.ecgnat.preprocessing.format.wfdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A header, by header(5): of one segment, with signals, or of a multi-segment record, with
 * segments.
 *
 * @param frameRateHz frames a second
 * @param frames frames of the record; empty where the signal files decide
 * @param recordedAt base date and time, taken as UTC since the format knows no time zone; empty
 *     where not both are stated in the format's own form
 * @param signals in the order of the header; empty for a multi-segment record
 * @param segments in the order of time; empty for a record of one segment
 * @param comments without the leading {@code #}. They may name the patient: not for messages
 */
record WfdbHeader(
    double frameRateHz,
    OptionalLong frames,
    Optional<Instant> recordedAt,
    List<SignalLine> signals,
    List<SegmentLine> segments,
    List<String> comments) {

  boolean isMultiSegment() {
    return !segments.isEmpty();
  }
}
