package org.ecgnat.preprocessing.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.edf.EdfReader;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.junit.jupiter.api.Test;

/**
 * How often interchanged electrodes are found, and suspected where nothing was done: on PTB-XL, of
 * which a part set the limits, and on sets that set none of those of interchanges. Prints the table
 * that {@code preprocessing/README.md} states; the bounds here leave room.
 */
final class InterchangedElectrodesTest {
  private static final Predicate<QualityFinding> ARMS = of(FindingCode.ARM_LEAD_REVERSAL);
  private static final Predicate<QualityFinding> ARM_LEG = of(FindingCode.ARM_LEG_REVERSAL);
  private static final Predicate<QualityFinding> CHEST = of(FindingCode.PRECORDIAL_REVERSAL);
  private static final Predicate<QualityFinding> ANY = ARMS.or(ARM_LEG).or(CHEST);
  private static final Predicate<QualityFinding> NEARLY_FLAT =
      of(FindingCode.AMPLITUDE_OUT_OF_RANGE);

  /**
   * What was done.
   *
   * @param right the finding that names it
   * @param atLeast part of the recordings in which it must be made
   */
  private record Case(
      String name,
      UnaryOperator<EcgRecording> how,
      Predicate<QualityFinding> right,
      double atLeast) {}

  private static final List<Case> FOUND =
      List.of(
          new Case("arms", Perturbations::arms, ARMS, 0.55),
          new Case("right arm, left leg", Perturbations::rightArmAndLeftLeg, ARM_LEG, 0.5),
          chest("V1, V2", 0.55, 1, 0, 2, 3, 4, 5),
          chest("V2, V3", 0.55, 0, 2, 1, 3, 4, 5),
          chest("V3, V4", 0.65, 0, 1, 3, 2, 4, 5),
          chest("V4, V5", 0.4, 0, 1, 2, 4, 3, 5),
          chest("V5, V6", 0.25, 0, 1, 2, 3, 5, 4),
          chest("V1, V3", 0.8, 2, 1, 0, 3, 4, 5),
          chest("V1 to V3 turned", 0.8, 2, 0, 1, 3, 4, 5),
          chest("V6 to V1", 0.55, 5, 4, 3, 2, 1, 0),
          // next to flat leads, which are found as such; the electrodes are not named
          new Case("right arm, right leg", Perturbations::rightArmAndLeg, NEARLY_FLAT, 0.95),
          new Case("left arm, right leg", Perturbations::leftArmAndLeg, NEARLY_FLAT, 0.95));

  private static final List<Case> NOT_FOUND =
      List.of(
          new Case("left arm, left leg", Perturbations::leftArmAndLeftLeg, ANY, 0),
          chest("V1, V6", 0, 5, 1, 2, 3, 4, 0),
          chest("V4, V6", 0, 0, 1, 2, 5, 4, 3));

  private static Case chest(String name, double atLeast, int... order) {
    return new Case(name, recording -> Perturbations.chest(recording, order), CHEST, atLeast);
  }

  private static Predicate<QualityFinding> of(FindingCode code) {
    return finding -> finding.is(code);
  }

  @Test
  void onPtbXl() throws IOException {
    List<EcgRecording> recordings = RealRecordings.in("data/ptbxl/records500", ReadOptions.STRICT);
    assertThat(recordings).hasSize(500);
    check("PTB-XL", recordings, 0.04);
  }

  @Test
  void onOtherSets() throws IOException {
    List<EcgRecording> recordings =
        new ArrayList<>(RealRecordings.in("data/cinc2021", ReadOptions.STRICT));
    recordings.addAll(RealRecordings.in("data/cpsc2018", ReadOptions.STRICT));
    assertThat(recordings).hasSize(217);
    check("others", recordings, 0.1);
  }

  private static void check(String set, List<EcgRecording> recordings, double mostSuspected) {
    List<List<QualityFinding>> untouched = recordings.stream().map(RecordingChecks::check).toList();
    print(set, "nothing done", rate(untouched, ANY), rate(untouched, ANY));
    assertThat(rate(untouched, ANY)).as(set).isLessThanOrEqualTo(mostSuspected);
    assertThat(rate(untouched, of(FindingCode.WRONG_UNIT))).as(set).isZero();
    for (Case one : Stream.concat(FOUND.stream(), NOT_FOUND.stream()).toList()) {
      Function<EcgRecording, List<QualityFinding>> findings =
          one.right() == NEARLY_FLAT ? RealRecordings::findings : RecordingChecks::check;
      List<List<QualityFinding>> found = recordings.stream().map(one.how()).map(findings).toList();
      print(set, one.name(), rate(found, one.right()), rate(found, ANY));
      assertThat(rate(found, one.right()))
          .as("%s, %s", set, one.name())
          .isGreaterThanOrEqualTo(one.atLeast());
    }
  }

  private static void print(String set, String what, double right, double any) {
    System.out.printf(
        Locale.ROOT, "%-7s %-21s %5.1f %% (%5.1f %%)%n", set, what, 100 * right, 100 * any);
  }

  private static double rate(
      List<List<QualityFinding>> recordings, Predicate<QualityFinding> which) {
    long with = recordings.stream().filter(found -> found.stream().anyMatch(which)).count();
    return (double) with / recordings.size();
  }

  /** An export whose extremes say ±1000 mV: six times too much, beside its own SCP-ECG file. */
  @Test
  void anEdfOfWrongExtremesIsSuspected() throws Exception {
    String name = "0000050.ECG.edf";
    LocalFolder folder = LocalFolder.of(SharedData.path("data/formats/vendor/contec/" + name));
    EcgRecording recording = edf(folder, name);
    assertThat(RecordingChecks.check(recording))
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("wrong-unit"))
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo("warning"))
        .satisfies(finding -> assertThat(finding.value()).isBetween(3.4, 3.7));
    assertThat(Examination.of(recording, QualityPolicy.KEEP_ALL).recording()).isSameAs(recording);
    float[][] signal =
        Arrays.stream(recording.signal()).map(float[]::clone).toArray(float[][]::new);
    double asTheScpFileSays = 0.005 / (2000.0 / 65535);
    for (float[] row : signal) {
      for (int i = 0; i < row.length; i++) {
        row[i] *= (float) asTheScpFileSays;
      }
    }
    assertThat(
            RecordingChecks.check(
                EcgRecording.ofSignal(
                    "scaled", recording.samplingRateHz(), recording.leads(), signal)))
        .isEmpty();
  }

  private static EcgRecording edf(LocalFolder folder, String name)
      throws IOException, UnreadableRecordingException {
    return new EdfReader()
        .read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT)
        .get(0);
  }
}
