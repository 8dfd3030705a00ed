package org.ecgnat.preprocessing.format.wfdb;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A header of one segment, by header(5).
 *
 * @param frameRateHz frames a second
 * @param frames frames of the record; empty where the signal files decide
 * @param recordedAt base date and time, taken as UTC since the format knows no time zone; empty
 *     where not both are stated in the format's own form
 * @param signals in the order of the header
 * @param comments without the leading {@code #}. They may name the patient: not for messages
 */
record WfdbHeader(
    double frameRateHz,
    OptionalLong frames,
    Optional<Instant> recordedAt,
    List<SignalLine> signals,
    List<String> comments) {}
