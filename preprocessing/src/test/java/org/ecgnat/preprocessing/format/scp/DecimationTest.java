package org.ecgnat.preprocessing.format.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ecgnat.preprocessing.format.scp.BeatTable.Area;
import org.ecgnat.preprocessing.format.scp.BeatTable.Beat;
import org.ecgnat.preprocessing.format.scp.LeadTable.StoredLead;
import org.junit.jupiter.api.Test;

/** Restoration worked out by hand: flat half groups, straight lines, a mean of three. */
class DecimationTest {

  @Test
  void joinsValuesByStraightLinesAndSmooths() {
    StoredLead lead = new StoredLead(1, 1, 12);
    Decimation decimation = new Decimation(4, lead, beats(List.of(), List.of()));
    assertThat(decimation.storedValues()).isEqualTo(3);
    // 0 0 | 0 1 2 3 | 4 5 6 7 | 8 8 before the mean
    assertThat(decimation.restore(new int[] {0, 4, 8}))
        .containsExactly(
            new double[] {0, 0, 1 / 3.0, 1, 2, 3, 4, 5, 6, 7, 23 / 3.0, 8}, within(1e-12));
  }

  @Test
  void keepsProtectedAreasAndWhatIsLeftOfAnArea() {
    StoredLead lead = new StoredLead(1, 1, 13);
    // samples 6 to 8 are protected: a group and one sample before, a group and one after
    Decimation decimation = new Decimation(4, lead, beats(List.of(), List.of(new Area(6, 8))));
    assertThat(decimation.storedValues()).isEqualTo(2 + 3 + 2);
    assertThat(decimation.restore(new int[] {6, 9, 100, 200, 300, 30, 33}))
        .containsExactly(
            new double[] {6, 6, 6, 21 / 3.0, 115 / 3.0, 100, 200, 300, 360 / 3.0, 30, 30, 31, 33},
            within(1e-12));
  }

  @Test
  void doesNotSmoothOverTheBorderOfASubtractionArea() {
    StoredLead lead = new StoredLead(1, 1, 12);
    Beat beat = new Beat(0, 7, new Area(5, 9));
    Decimation decimation = new Decimation(4, lead, beats(List.of(beat), List.of(new Area(7, 7))));
    // before: group 30, then 2 single samples; 90 protected; after: group 60, then 1 single
    assertThat(decimation.restore(new int[] {30, 12, 0, 90, 60, 3}))
        .containsExactly(
            new double[] {30, 30, 30, 30, 12, 34, 90, 70, 60, 60, 41, 3}, within(1e-12));
  }

  @Test
  void countsFromTheStartOfALaterLead() {
    StoredLead lead = new StoredLead(1, 101, 4);
    Decimation decimation =
        new Decimation(4, lead, beats(List.of(), List.of(new Area(90, 102), new Area(200, 210))));
    assertThat(decimation.storedValues()).isEqualTo(4);
    assertThat(decimation.restore(new int[] {1, 2, 2, 2})).containsExactly(1, 2, 2, 2);
  }

  private static BeatTable beats(List<Beat> beats, List<Area> areas) {
    return new BeatTable(0, 0, beats, areas);
  }
}
