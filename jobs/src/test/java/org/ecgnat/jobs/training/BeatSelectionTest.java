package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ecgnat.jobs.config.Split;
import org.ecgnat.model.training.TrainingExample;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.corpus.CorpusWindow;
import org.ecgnat.preprocessing.corpus.RowGroup;
import org.ecgnat.preprocessing.quality.beats.MedianBeat;
import org.ecgnat.preprocessing.synthetic.SyntheticGenerator;
import org.junit.jupiter.api.Test;

class BeatSelectionTest {
  private static final int RATE_HZ = 500;
  private static final int BEAT = 350;
  private static final float[][] LEADS = new SyntheticGenerator(7).recording(3).millivolts();
  private static final RoleSelection ROLE =
      new RoleSelection(ExampleStreamTest.split(), Set.of(Split.Role.TRAIN));
  private static final BeatSelection BEATS = new BeatSelection(ROLE);

  @Test
  void theTargetIsTheMedianBeatOfTheLeadsThatArePresent() {
    byte[] bytes = encode(LEADS, 0xffd);
    WindowTargets targets = BEATS.targets(window(1, bytes));

    assertThat(targets.known()).containsExactly(1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(targets.values()).hasSize(12 * BEAT);
    float[] decoded = WindowCodec.decode(bytes).signal();
    float[][] stored = new float[12][];
    for (int lead = 0; lead < 12; lead++) {
      stored[lead] = Arrays.copyOfRange(decoded, lead * 5000, (lead + 1) * 5000);
    }
    float[][] beat = MedianBeat.of(stored, 0xffd, RATE_HZ).orElseThrow();
    for (int lead = 0; lead < 12; lead++) {
      assertThat(Arrays.copyOfRange(targets.values(), lead * BEAT, (lead + 1) * BEAT))
          .isEqualTo(beat[lead]);
    }
  }

  @Test
  void withoutBeatsNothingIsKnown() {
    WindowTargets targets = BEATS.targets(window(1, encode(new float[12][5000], 0xfff)));
    assertThat(targets.known()).hasSize(12).containsOnly(0);
    assertThat(targets.values()).hasSize(12 * BEAT).containsOnly(0);
  }

  @Test
  void selectsAsTheRolesDoWithoutTheSignal() {
    assertThat(BEATS.selects(window(1, new byte[0]))).isTrue();
    assertThat(BEATS.selects(window(6, new byte[0]))).isFalse();
    assertThat(BEATS.id()).isNotEqualTo(ROLE.id());
  }

  /** A source of one window, which says how often it was read. */
  private record OneWindow(byte[] signal, int[] reads) implements RowGroupSource {
    @Override
    public List<CorpusWindow> read(RowGroup rowGroup) {
      reads[0]++;
      return List.of(window(1, signal));
    }

    @Override
    public List<CorpusWindow> readWithoutSignals(RowGroup rowGroup) {
      throw new AssertionError("windows are counted elsewhere");
    }
  }

  @Test
  void beatsAreMadeOnceForAllEpochsAndNotWithoutRegression() {
    OneWindow source = new OneWindow(encode(LEADS, 0xfff), new int[1]);
    List<RowGroup> groups = SyntheticRowGroups.rowGroups("beats", 1);
    TrainingData beats = new TrainingData(groups, new int[] {1}, BEATS, source);
    TrainingData plain = new TrainingData(groups, new int[] {1}, ROLE, source);
    long before = RowGroupCache.shared().heldBytes();

    TrainingExample first = example(beats, 0);
    TrainingExample second = example(beats, 1);

    assertThat(source.reads()).containsExactly(1);
    assertThat(second.targets()).hasSize(12 * BEAT).isSameAs(first.targets());
    assertThat(second.known()).isSameAs(first.known());
    assertThat(RowGroupCache.shared().heldBytes() - before)
        .isGreaterThan(source.signal().length + 4 * 12 * BEAT);
    assertThat(example(plain, 0).targets()).isEmpty();
  }

  private static TrainingExample example(TrainingData data, int epoch) {
    return RowGroupCache.shared().windows(data, 0, 1L << 30).get(0).decode(epoch);
  }

  private static CorpusWindow window(int fold, byte[] signal) {
    String id = "0123456789abcdef";
    return new CorpusWindow(id, id, id, "made-up", fold, 0, 10, signal);
  }

  private static byte[] encode(float[][] leads, int leadMask) {
    float[] signal = new float[12 * 5000];
    for (int lead = 0; lead < 12; lead++) {
      System.arraycopy(leads[lead], 0, signal, lead * 5000, 5000);
    }
    return WindowCodec.encode(new DecodedWindow(RATE_HZ, 5000, leadMask, true, signal));
  }
}
