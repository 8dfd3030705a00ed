package org.ecgnat.jobs.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.junit.jupiter.api.Test;

class CopyTestTest {
  private static final int RATE_HZ = 500;
  private static final List<Lead> LIMB = List.of(Lead.I, Lead.II);

  private static float[][] ecg(int index) {
    return new SyntheticGenerator(11).recording(index).millivolts();
  }

  /** A window of the leads of a recording from a sample on, times a gain. */
  private static Fingerprint fingerprint(
      float[][] millivolts, List<Lead> leads, int from, int samples, float gain) {
    int mask = 0;
    float[] signal = new float[Lead.COUNT * samples];
    for (Lead lead : leads) {
      mask |= 1 << lead.ordinal();
      for (int i = 0; i < samples; i++) {
        signal[lead.ordinal() * samples + i] = gain * millivolts[lead.ordinal()][from + i];
      }
    }
    byte[] bytes = WindowCodec.encode(new DecodedWindow(RATE_HZ, samples, mask, gain == 1, signal));
    return Fingerprint.decode(Fingerprint.of(bytes, (double) samples / RATE_HZ).encode());
  }

  @Test
  void findsTheShiftOfACutWithAnotherGainAndFewerLeads() {
    Fingerprint whole = fingerprint(ecg(1), Lead.STANDARD, 0, 5000, 1);
    assertThat(whole.leads())
        .containsExactly(Lead.II.ordinal(), Lead.V2.ordinal(), Lead.I.ordinal());
    assertThat(whole.length()).isEqualTo(1000);
    // 0.306 s: no multiple of 10 ms
    Fingerprint cut = fingerprint(ecg(1), LIMB, 153, 4000, 0.3f);

    CopyTest.Match match = new CopyTest(whole, cut).near(-10).orElseThrow();
    assertThat(match.correlation()).isGreaterThan(0.99);
    assertThat(match.lag()).isCloseTo(-30.6, within(0.2));
    assertThat(match.overlapSeconds()).isCloseTo(7.4, within(0.03));
    assertThat(match.isCopy()).isTrue();
  }

  @Test
  void doesNotMindAnotherBand() {
    float[][] wide = ecg(2);
    float[][] narrow = new float[Lead.COUNT][];
    for (int lead = 0; lead < Lead.COUNT; lead++) {
      double[] values = new double[5000];
      for (int i = 0; i < values.length; i++) {
        values[i] = wide[lead][i];
      }
      double[] filtered = FilterDesign.bandPass(2, 0.67, 40, RATE_HZ).filtfilt(values, 3 * RATE_HZ);
      narrow[lead] = new float[filtered.length];
      for (int i = 0; i < filtered.length; i++) {
        narrow[lead][i] = (float) filtered[i];
      }
    }
    CopyTest test =
        new CopyTest(
            fingerprint(wide, Lead.STANDARD, 0, 5000, 1),
            fingerprint(narrow, Lead.STANDARD, 0, 5000, 1));
    assertThat(test.near(0).orElseThrow().correlation()).isGreaterThan(0.98);
  }

  @Test
  void refusesStrangersAndTooLittleInCommon() {
    Fingerprint one = fingerprint(ecg(3), Lead.STANDARD, 0, 5000, 1);
    Fingerprint two = fingerprint(ecg(4), Lead.STANDARD, 0, 5000, 1);
    assertThat(new CopyTest(one, two).near(0).orElseThrow().isCopy()).isFalse();
    assertThat(new CopyTest(one, two).near(700)).isEmpty();
    Fingerprint limb = fingerprint(ecg(3), LIMB, 0, 5000, 1);
    Fingerprint chest = fingerprint(ecg(3), List.of(Lead.V3, Lead.V4), 0, 5000, 1);
    assertThat(new CopyTest(limb, chest).near(0)).isEmpty();
  }
}
