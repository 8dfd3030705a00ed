package org.ecgnat.preprocessing.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.Npz;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.codec.DecodedWindow;
import org.ecgnat.preprocessing.codec.WindowCodec;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.quality.QualityFinding;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.signal.Differences;
import org.ecgnat.preprocessing.signal.FilterDesign;
import org.ecgnat.preprocessing.signal.Resampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConditionerTest {
  private static final ConditioningRecipe FEW_LABEL = Recipes.shipped("fewlabel-100hz");
  private static final ConditioningRecipe MILLIVOLTS = Recipes.shipped("diagnostic-500");

  @Test
  void fewLabelRecipeGivesTheGoldenFilterResampledAndStandardised()
      throws IOException, UnreadableRecordingException {
    Npz.Array raw = Npz.read(SharedData.path("golden/ecg_500hz.npz")).get("x");
    Npz.Array filtered =
        Npz.read(SharedData.path("golden/filtfilt_bandpass_0p5_40_order4_pad1500.npz")).get("y");
    float[][] signal = new float[12][];
    for (int lead = 0; lead < 12; lead++) {
      signal[lead] = floats(raw.column(lead));
    }
    EcgRecording recording = EcgRecording.ofSignal("golden", 500, Lead.STANDARD, signal);

    List<Window> windows = Conditioner.condition(recording, FEW_LABEL);

    assertThat(windows).hasSize(1);
    DecodedWindow decoded = WindowCodec.decode(windows.get(0).signal());
    assertThat(decoded.samples()).isEqualTo(1000);
    assertThat(decoded.samplingRateHz()).isEqualTo(100);
    assertThat(decoded.leadMask()).isEqualTo(0xfff);
    assertThat(decoded.amplitudeKnown()).isFalse();
    Resampler resampler = new Resampler(1, 5);
    for (int lead = 0; lead < 12; lead++) {
      double[] y = resampler.resample(filtered.column(lead), Resampler.Extension.ZERO);
      double mean = Arrays.stream(y).average().orElseThrow();
      double deviation =
          Math.sqrt(Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
      Differences.assertClose(
          "lead " + lead,
          doubles(row(windows.get(0), Lead.STANDARD.get(lead))),
          Arrays.stream(y).map(v -> Math.max(-15, Math.min(15, (v - mean) / deviation))).toArray(),
          1,
          0.0005 + 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, 500, '0.0'",
    "10, 257, '0.0'",
    "14.9, 500, '0.0'",
    "15, 500, '0.0 5.0'",
    "14.996, 500, '0.0'",
    "25, 360, '0.0 10.0 15.0'",
    "24.9, 128, '0.0 10.0'",
    "60, 200, '0.0 10.0 20.0 30.0 40.0 50.0'",
    "7, 500, '0.0'",
    "5, 999.98, '0.0'"
  })
  void windowsStartAtTheStrideAndTheLastOneEndsWithTheRecording(
      double seconds, double rateHz, String starts) throws UnreadableRecordingException {
    int samples = (int) Math.round(seconds * rateHz);
    EcgRecording recording =
        EcgRecording.ofSignal("r", rateHz, List.of(Lead.V2), wave(samples, rateHz));

    List<Window> windows = Conditioner.condition(recording, FEW_LABEL);

    double[] expected = Arrays.stream(starts.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertThat(windows.stream().mapToDouble(Window::startSeconds).toArray())
        .containsExactly(expected, within(0.01));
    assertThat(Conditioner.condition(recording, MILLIVOLTS)).hasSameSizeAs(windows);
    for (Window window : windows) {
      assertThat(window.validSeconds()).isCloseTo(Math.min(10, seconds), within(0.01));
      assertThat(WindowCodec.decode(window.signal()).samples()).isEqualTo(1000);
    }
  }

  @Test
  void shortRecordingsArePaddedWithZerosOutsideTheStatistics() throws UnreadableRecordingException {
    EcgRecording recording = EcgRecording.ofSignal("r", 100, List.of(Lead.II), wave(700, 100));
    Window window = Conditioner.condition(recording, FEW_LABEL).get(0);
    float[] lead = row(window, Lead.II);
    assertThat(window.validSeconds()).isEqualTo(7);
    assertThat(Arrays.copyOfRange(lead, 700, 1000)).containsOnly(0);
    double power = 0;
    for (int i = 0; i < 700; i++) {
      power += lead[i] * lead[i] / 700;
    }
    assertThat(power).isCloseTo(1, within(1e-3));
  }

  @Test
  void longRecordingsAreFilteredBeforeTheyAreCut() throws UnreadableRecordingException {
    float[][] signal = wave(30 * 500, 500);
    for (int i = 0; i < signal[0].length; i++) {
      signal[0][i] += 2 * (float) Math.sin(2 * Math.PI * 0.05 * i / 500);
    }
    EcgRecording recording = EcgRecording.ofSignal("r", 500, List.of(Lead.V1), signal);

    Window middle = Conditioner.condition(recording, MILLIVOLTS).get(1);

    double[] whole = FilterDesign.bandPass(2, 0.38, 150, 500).filtfilt(doubles(signal[0]), 1500);
    double[] expected = Arrays.copyOfRange(whole, 5000, 10_000);
    double mean = Arrays.stream(expected).average().orElseThrow();
    Differences.assertClose(
        "middle window",
        doubles(row(middle, Lead.V1)),
        Arrays.stream(expected).map(v -> v - mean).toArray(),
        1,
        0.00051);
  }

  @Test
  void tooShortAndEmptyRecordingsAreSetAsideWithAReason() {
    refuses(EcgRecording.ofSignal("r", 500, List.of(Lead.I), wave(2490, 500)), Reason.TOO_SHORT);
    refuses(EcgRecording.ofSignal("r", 500, List.of(Lead.I), new float[1][0]), Reason.TOO_SHORT);
    refuses(EcgRecording.ofSignal("r", 500, List.of(), new float[0][]), Reason.NO_STANDARD_LEAD);
    refuses(EcgRecording.ofSignal("r", 500, List.of(Lead.I), new float[1][5000]), Reason.NO_SIGNAL);
    float[][] missing = new float[1][5000];
    Arrays.fill(missing[0], Float.NaN);
    refuses(EcgRecording.ofSignal("r", 500, List.of(Lead.I), missing), Reason.NO_SIGNAL);
    refuses(EcgRecording.ofSignal("r", 1, List.of(Lead.I), wave(100, 1)), Reason.LIMIT_EXCEEDED);
  }

  private static void refuses(EcgRecording recording, Reason reason) {
    assertThatExceptionOfType(UnreadableRecordingException.class)
        .isThrownBy(() -> Conditioner.condition(recording, FEW_LABEL))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void missingSamplesAreZeroAndReportedAndChangeNoStatistics() throws UnreadableRecordingException {
    float[][] signal = wave(5000, 500);
    Arrays.fill(signal[0], 2000, 3000, Float.NaN);
    EcgRecording recording = EcgRecording.ofSignal("r", 500, List.of(Lead.V3), signal);

    Window window = Conditioner.condition(recording, FEW_LABEL).get(0);

    float[] lead = row(window, Lead.V3);
    assertThat(Arrays.copyOfRange(lead, 400, 600)).containsOnly(0);
    double power = 0;
    for (float value : lead) {
      power += value * value / 800;
    }
    assertThat(power).isCloseTo(1, within(0.01));
    assertThat(window.quality())
        .containsExactly(new QualityFinding("missing", "V3", "warning", 1 - 4000.0 / 5000));
  }

  @Test
  void flatAndMostlyMissingLeadsAreAbsentWithAFinding() throws UnreadableRecordingException {
    float[] wave = wave(5000, 500)[0];
    float[] flat = new float[5000];
    Arrays.fill(flat, 1.25f);
    float[] gone = wave.clone();
    Arrays.fill(gone, 0, 4000, Float.NaN);
    float[] paused = wave.clone();
    Arrays.fill(paused, 0, 1000, 0.3f);
    EcgRecording recording =
        EcgRecording.ofSignal(
            "r",
            500,
            List.of(Lead.V4, Lead.V1, Lead.V3, Lead.V2),
            new float[][] {paused, wave, gone, flat});

    Window window = Conditioner.condition(recording, FEW_LABEL).get(0);

    DecodedWindow decoded = WindowCodec.decode(window.signal());
    assertThat(decoded.leadMask()).isEqualTo(1 << Lead.V1.ordinal() | 1 << Lead.V4.ordinal());
    assertThat(row(window, Lead.V2)).containsOnly(0);
    assertThat(row(window, Lead.V3)).containsOnly(0);
    assertThat(window.quality())
        .containsExactly(
            new QualityFinding("flat", "V2", "severe", 1),
            new QualityFinding("missing", "V3", "severe", 0.8),
            new QualityFinding("flat", "V4", "warning", 0.2));
  }

  @Test
  void twoLimbLeadsGiveTheOthersInMillivoltsAndStoredOnesStay()
      throws UnreadableRecordingException {
    float[] one = wave(5000, 500)[0];
    float[] two = wave(5000, 500)[0].clone();
    float[] wrongAvr = new float[5000];
    for (int i = 0; i < 5000; i++) {
      two[i] = 0.5f * two[i] + 0.1f * (float) Math.sin(i * 0.02);
      wrongAvr[i] = one[i];
    }
    List<Lead> leads = List.of(Lead.II, Lead.AVR, Lead.I);
    float[][] signal = {two, wrongAvr, one};

    Window window =
        Conditioner.condition(EcgRecording.ofSignal("r", 500, leads, signal), MILLIVOLTS).get(0);

    assertThat(WindowCodec.decode(window.signal()).leadMask()).isEqualTo(0b111111);
    assertThat(WindowCodec.decode(window.signal()).amplitudeKnown()).isTrue();
    assertThat(row(window, Lead.AVR)).isEqualTo(row(window, Lead.I));
    double[] i1 = doubles(row(window, Lead.I));
    double[] i2 = doubles(row(window, Lead.II));
    double[] three = new double[5000];
    double[] avf = new double[5000];
    Arrays.setAll(three, i -> i2[i] - i1[i]);
    Arrays.setAll(avf, i -> i2[i] - i1[i] / 2);
    Differences.assertClose("III", doubles(row(window, Lead.III)), three, 1, 0.0016);
    Differences.assertClose("aVF", doubles(row(window, Lead.AVF)), avf, 1, 0.0016);

    EcgRecording standardised = standardised(500, leads, signal, Optional.empty());
    Window same = Conditioner.condition(standardised, MILLIVOLTS).get(0);
    assertThat(WindowCodec.decode(same.signal()).leadMask()).isEqualTo(0b001011);
    assertThat(WindowCodec.decode(same.signal()).amplitudeKnown()).isFalse();
  }

  @Test
  void leadsDerivedFromADetachedLeadAreAbsentWhereItIsFlat() throws UnreadableRecordingException {
    float[] one = wave(10_000, 500)[0];
    float[] two = one.clone();
    Arrays.fill(two, 5000, 10_000, 0f);
    EcgRecording recording =
        EcgRecording.ofSignal("r", 500, List.of(Lead.I, Lead.AVF), new float[][] {one, two});

    List<Window> windows = Conditioner.condition(recording, MILLIVOLTS);

    assertThat(WindowCodec.decode(windows.get(0).signal()).leadMask()).isEqualTo(0b111111);
    assertThat(WindowCodec.decode(windows.get(1).signal()).leadMask()).isEqualTo(0b000001);
  }

  @Test
  void aSourceThatIsAlreadyFilteredIsOnlyStandardised() throws UnreadableRecordingException {
    float[][] signal = new float[1][1000];
    for (int i = 0; i < 1000; i++) {
      signal[0][i] = 5 + (float) (Math.sin(0.01 * i) + (i % 2 == 0 ? 0.5 : -0.5));
    }
    Band band = new Band(0.5, 40);

    Window window =
        Conditioner.condition(
                standardised(100, List.of(Lead.I), signal, Optional.of(band)), FEW_LABEL)
            .get(0);

    double[] x = doubles(signal[0]);
    double mean = Arrays.stream(x).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    Differences.assertClose(
        "standardised",
        doubles(row(window, Lead.I)),
        Arrays.stream(x).map(v -> (v - mean) / deviation).toArray(),
        1,
        0.00051);

    Band wider = new Band(0.05, 40);
    Window filtered =
        Conditioner.condition(
                standardised(100, List.of(Lead.I), signal, Optional.of(wider)), FEW_LABEL)
            .get(0);
    double[] highPassed = FilterDesign.highPass(4, 0.5, 100).filtfilt(x, 300);
    assertThat((double) row(filtered, Lead.I)[501] / row(filtered, Lead.I)[500])
        .isCloseTo(highPassed[501] / highPassed[500], within(0.01));
  }

  @Test
  void aBandBeyondHalfOfTheRateIsAHighPass() throws UnreadableRecordingException {
    float[][] signal = wave(2000, 200);
    Window window =
        Conditioner.condition(
                EcgRecording.ofSignal("r", 200, List.of(Lead.V6), signal),
                Recipes.shipped("diagnostic-250"))
            .get(0);
    double[] filtered = FilterDesign.highPass(2, 0.38, 200).filtfilt(doubles(signal[0]), 600);
    double[] expected = new Resampler(5, 4).resample(filtered, Resampler.Extension.ZERO);
    double mean = Arrays.stream(expected).average().orElseThrow();
    double deviation =
        Math.sqrt(
            Arrays.stream(expected).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    assertThat((double) row(window, Lead.V6)[1234])
        .isCloseTo((expected[1234] - mean) / deviation, within(0.00051));
  }

  @Test
  void spikesAreCutAndCounted() throws UnreadableRecordingException {
    float[][] signal = new float[1][5000];
    signal[0][2500] = 100;
    Window window =
        Conditioner.condition(EcgRecording.ofSignal("r", 500, List.of(Lead.I), signal), FEW_LABEL)
            .get(0);
    float[] lead = row(window, Lead.I);
    int cut = 0;
    for (float value : lead) {
      cut += Math.abs(value) == 15f ? 1 : 0;
    }
    assertThat(cut).isPositive();
    assertThat(Differences.scale(doubles(lead))).isEqualTo(15);
    assertThat(window.quality())
        .contains(new QualityFinding("clipped", "I", "warning", cut))
        .extracting(QualityFinding::code)
        .contains("flat");
  }

  @Test
  void equalSignalsHaveEqualHashes() throws UnreadableRecordingException {
    EcgRecording one = EcgRecording.ofSignal("a", 500, List.of(Lead.I), wave(5000, 500));
    EcgRecording same = EcgRecording.ofSignal("b", 500, List.of(Lead.I), wave(5000, 500));
    EcgRecording other = EcgRecording.ofSignal("c", 500, List.of(Lead.I), wave(4999, 500));
    String hash = Conditioner.condition(one, FEW_LABEL).get(0).contentHash();
    assertThat(hash)
        .matches("[0-9a-f]{64}")
        .isEqualTo(Conditioner.condition(same, FEW_LABEL).get(0).contentHash())
        .isNotEqualTo(Conditioner.condition(other, FEW_LABEL).get(0).contentHash());
  }

  private static EcgRecording standardised(
      double rateHz, List<Lead> leads, float[][] signal, Optional<Band> priorBand) {
    return new EcgRecording(
        "r",
        rateHz,
        leads,
        signal,
        Amplitude.UNKNOWN,
        priorBand,
        Patient.UNKNOWN,
        Optional.empty(),
        List.of(),
        AcquisitionContext.UNKNOWN,
        List.of());
  }

  /** One lead of something that never stands still: 1.1 Hz with harmonics. */
  private static float[][] wave(int samples, double rateHz) {
    float[][] signal = new float[1][samples];
    for (int i = 0; i < samples; i++) {
      double phase = 2 * Math.PI * 1.1 * i / rateHz;
      signal[0][i] =
          (float) (0.4 * Math.sin(phase) + 0.3 * Math.sin(3 * phase) + 0.2 * Math.cos(9 * phase));
    }
    return signal;
  }

  private static float[] row(Window window, Lead lead) {
    DecodedWindow decoded = WindowCodec.decode(window.signal());
    int from = lead.ordinal() * decoded.samples();
    return Arrays.copyOfRange(decoded.signal(), from, from + decoded.samples());
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
