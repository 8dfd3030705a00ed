package org.ecgnat.preprocessing.format.scp;

import java.util.ArrayList;
import java.util.List;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

/**
 * Section 4: where the beats lie (EN 1064, 5.7). Sample numbers are on the clock of the recording,
 * at the full rate, from 1.
 *
 * @param lengthMs length of the reference beat in milliseconds
 * @param fiducial number of the sample of the reference beat that is laid upon a beat's
 * @param beats the beats in the order of time
 * @param protectedAreas where no sample was dropped, in the order of time, without overlap
 */
record BeatTable(int lengthMs, int fiducial, List<Beat> beats, List<Area> protectedAreas) {
  private static final int BEAT_BYTES = 14;
  private static final int AREA_BYTES = 8;

  /** Version 1.2; protected areas came with version 1.3. */
  private static final int LAST_WITHOUT_AREAS = 12;

  /**
   * A beat.
   *
   * @param type 0 where the reference beat was subtracted
   * @param fiducial the sample that the reference beat's fiducial was laid upon
   * @param subtraction the samples that it was subtracted from
   */
  record Beat(int type, long fiducial, Area subtraction) {

    /** Whether the reference beat was subtracted here. */
    boolean subtracted() {
      return type == 0 && subtraction.last() > 0;
    }
  }

  /**
   * Samples in a row.
   *
   * @param first the first one's number
   * @param last the last one's number
   */
  record Area(long first, long last) {}

  /** Reads the section; areas follow the beats only where data are reduced. */
  static BeatTable parse(ScpSection section) throws UnreadableRecordingException {
    int lengthMs = section.u16();
    int fiducial = section.u16();
    int count = section.u16();
    section.need((long) count * BEAT_BYTES);
    List<Beat> beats = new ArrayList<>(count);
    long free = 1;
    for (int number = 1; number <= count; number++) {
      int type = section.u16();
      long first = section.u32();
      long at = section.u32();
      Beat beat = new Beat(type, at, new Area(first, section.u32()));
      if (beat.subtracted()) {
        if (first < free || beat.subtraction().last() < first) {
          throw ScpRecord.fault("beat " + number + " of section 4 overlaps the one before");
        }
        free = beat.subtraction().last() + 1;
      }
      beats.add(beat);
    }
    List<Area> areas = new ArrayList<>(count);
    boolean stored = section.remaining() >= (long) count * AREA_BYTES;
    if (!stored && section.version() > LAST_WITHOUT_AREAS) {
      section.need((long) count * AREA_BYTES);
    }
    free = 1;
    for (Beat beat : beats) {
      Area area = stored ? new Area(section.u32(), section.u32()) : beat.subtraction();
      long first = Math.max(free, area.first());
      if (area.last() >= first) {
        areas.add(new Area(first, area.last()));
        free = area.last() + 1;
      }
    }
    return new BeatTable(lengthMs, fiducial, beats, areas);
  }
}
