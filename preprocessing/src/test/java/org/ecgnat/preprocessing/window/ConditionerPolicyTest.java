package org.ecgnat.preprocessing.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.quality.FindingAction;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/** What becomes of a recording of 20 s of which V2 hums in the second half. */
final class ConditionerPolicyTest {
  private static final int V1 = 1 << Lead.V1.ordinal();
  private static final int V2 = 1 << Lead.V2.ordinal();

  @Test
  void aFindingIsKept() throws UnreadableRecordingException {
    Conditioned conditioned = process(FindingAction.KEEP);
    assertThat(conditioned.windows()).hasSize(2);
    assertThat(mask(conditioned.windows().get(1))).isEqualTo(V1 | V2);
    assertThat(severities(conditioned.windows().get(0))).isEmpty();
    assertThat(severities(conditioned.windows().get(1))).containsExactly("V2 severe");
  }

  @Test
  void aLeadIsTakenOutOfTheWindowItSpoils() throws UnreadableRecordingException {
    Conditioned conditioned = process(FindingAction.REPAIR);
    assertThat(mask(conditioned.windows().get(0))).isEqualTo(V1 | V2);
    assertThat(mask(conditioned.windows().get(1))).isEqualTo(V1);
    assertThat(severities(conditioned.windows().get(1))).containsExactly("V2 severe", "V2 info");
  }

  @Test
  void aWindowIsLeftOutAndARecordingWithoutAnySetAside() throws UnreadableRecordingException {
    Conditioned conditioned = process(FindingAction.SET_ASIDE);
    assertThat(conditioned.windows())
        .singleElement()
        .extracting(Window::startSeconds)
        .isEqualTo(0d);
    assertThat(conditioned.poorQuality()).isEmpty();

    ConditioningRecipe recipe = recipe(FindingAction.SET_ASIDE);
    EcgRecording hums = recording(0);
    assertThat(Conditioner.process(hums, recipe).windows()).isEmpty();
    assertThat(Conditioner.process(hums, recipe).poorQuality())
        .hasValueSatisfying(detail -> assertThat(detail).startsWith("mains-hum in lead V2 (0.7"));
    assertThatExceptionOfType(UnreadableRecordingException.class)
        .isThrownBy(() -> Conditioner.condition(hums, recipe))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.POOR_QUALITY));
  }

  @Test
  void hummingIsMeasuredAsItsRms() throws UnreadableRecordingException {
    assertThat(process(FindingAction.KEEP).windows().get(1).quality())
        .filteredOn(finding -> finding.is(FindingCode.MAINS_HUM))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.value())
                    .isCloseTo(1 / Math.sqrt(2), org.assertj.core.api.Assertions.within(0.02)));
  }

  private static Conditioned process(FindingAction action) throws UnreadableRecordingException {
    return Conditioner.process(recording(10), recipe(action));
  }

  private static ConditioningRecipe recipe(FindingAction action) {
    return Recipes.with("fewlabel-100hz", Map.of(FindingCode.MAINS_HUM, action));
  }

  private static EcgRecording recording(double humsFromSeconds) {
    float[][] x = new float[2][10_000];
    for (int i = 0; i < 10_000; i++) {
      double t = i / 500.0;
      double beat = Math.exp(-Math.pow((t % 0.8 - 0.3) / 0.012, 2));
      x[0][i] = (float) (beat + 0.1 * Math.sin(7 * t));
      x[1][i] = (float) (1.5 * beat + 0.1 * Math.cos(5 * t));
      if (t >= humsFromSeconds) {
        x[1][i] += (float) Math.sin(2 * Math.PI * 50 * t);
      }
    }
    return EcgRecording.ofSignal("hum", 500, List.of(Lead.V1, Lead.V2), x);
  }

  private static int mask(Window window) {
    return WindowCodec.decode(window.signal()).leadMask();
  }

  private static List<String> severities(Window window) {
    return window.quality().stream()
        .filter(finding -> finding.is(FindingCode.MAINS_HUM))
        .map((QualityFinding finding) -> finding.lead() + " " + finding.severity())
        .toList();
  }
}
