package org.ecgnat.preprocessing.format.edf;

import java.util.List;
import java.util.Optional;

/**
 * The header of a file.
 *
 * @param variant EDF or BDF
 * @param patient local patient identification, raw
 * @param recording local recording identification, raw
 * @param date start date, {@code dd.mm.yy}
 * @param time start time, {@code hh.mm.ss}
 * @param kind what the reserved field says
 * @param headerBytes where the data records begin
 * @param records data records in the file, whole ones
 * @param recordSeconds duration of a data record
 * @param recordBytes size of a data record
 * @param signals in the order of a data record
 */
record EdfHeader(
    EdfVariant variant,
    String patient,
    String recording,
    String date,
    String time,
    Kind kind,
    int headerBytes,
    int records,
    double recordSeconds,
    int recordBytes,
    List<EdfSignal> signals) {

  /** What the reserved field says (EDF+ 2.1.2). */
  enum Kind {
    /** Plain EDF: free text for identification, no gaps. */
    PLAIN,
    /** EDF+C: identification in subfields, no gaps. */
    CONTINUOUS,
    /** EDF+D: each data record says when it began. */
    DISCONTINUOUS
  }

  EdfHeader {
    signals = List.copyOf(signals);
  }

  /** Samples a second of a signal. */
  double rateHz(EdfSignal signal) {
    return signal.samplesPerRecord() / recordSeconds;
  }

  /** The signal whose annotations keep the time (EDF+ 2.2.4): the first that holds annotations. */
  Optional<EdfSignal> timekeeper() {
    return signals.stream()
        .filter(signal -> signal.label().equals(variant.annotationLabel()))
        .findFirst();
  }
}
