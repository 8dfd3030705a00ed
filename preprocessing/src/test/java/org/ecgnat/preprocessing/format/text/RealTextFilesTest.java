package org.ecgnat.preprocessing.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.Layouts;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/** The public text files, in the layouts that their descriptions state. */
class RealTextFilesTest {
  private static final String FOLDER = "data/formats/vendor/";

  /** The file names its leads nowhere; their sums show the usual order. */
  @Test
  void rhythmTableOfTwelveLeads() throws Exception {
    EcgRecording recording =
        read(
            "text/testing_ecg.txt",
            "{files: testing_ecg.txt, skipLines: 5, samplingRateHz: 500, unit: uV,"
                + " leads: [I, II, III, aVR, aVL, aVF, V1, V2, V3, V4, V5, V6]}");

    assertThat(recording.leads()).isEqualTo(Lead.STANDARD);
    assertThat(recording.samples()).isEqualTo(5000);
    assertThat(recording.signal()[0]).startsWith(0.019f, 0.019f, 0.014f);
    assertThat(recording.signal()[11]).endsWith(-0.024f, -0.024f, -0.024f);
    for (int i = 0; i < 5000; i++) {
      float one = recording.signal()[0][i];
      float two = recording.signal()[1][i];
      // whole microvolts, cut off
      assertThat(recording.signal()[2][i]).isCloseTo(two - one, within(0.0021f));
      assertThat(recording.signal()[3][i]).isCloseTo(-(one + two) / 2, within(0.0021f));
      assertThat(recording.signal()[4][i]).isCloseTo(one - two / 2, within(0.0021f));
    }
  }

  /** "Lead = I, sampling rate = 250 Hz, mV per unit = 2". */
  @Test
  void singleColumnWithoutHeader() throws Exception {
    EcgRecording recording =
        read(
            "text/DenisMot_e0103.csv",
            "{files: '*.csv', leads: [I], samplingRateHz: 250, unitsPerMillivolt: 0.5}");

    assertThat(recording.leads()).containsExactly(Lead.I);
    assertThat(recording.samples()).isEqualTo(30_000);
    assertThat(recording.signal()[0]).startsWith(0.91f, 0.92f, 0.9f).endsWith(1.16f, 1.17f);
  }

  /** "Lead = I, sampling rate = 360 Hz, mV per unit = 0.5". */
  @Test
  void singleColumnInScientificNotation() throws Exception {
    EcgRecording recording =
        read(
            "text/DenisMot_ECG_hz.txt",
            "{files: '*.txt', leads: [I], samplingRateHz: 360, unitsPerMillivolt: 2}");

    assertThat(recording.samples()).isEqualTo(4096);
    assertThat(recording.signal()[0]).startsWith(-0.0325f).endsWith(-0.105f, -0.11f, -0.105f);
  }

  /** No description says which leads the three columns are: they cannot become a recording. */
  @Test
  void columnsOfUnknownLeadsAreRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "text/DenisMot_ECGu.txt",
                    "{files: '*.txt', leads: [ch1, ch2, ch3], samplingRateHz: 1000, unit: uV}"))
        .isInstanceOf(UnreadableRecordingException.class)
        .extracting("reason")
        .isEqualTo(Reason.NO_STANDARD_LEAD);
  }

  /** The same recording as EDF, whose header states the unit: 2000 mV in 65,535 steps. */
  @Test
  void contecTableEqualsItsEdf() throws Exception {
    EcgRecording recording =
        read(
            "contec/0000050.ECG.csv",
            "{files: '*.ECG.csv', samplingRateHz: 800, unitsPerMillivolt: 32.7675,"
                + " leads: [I, II, III, aVR, aVL, aVF, V1, V2, V3, V4, V5, V6]}");

    // the chest leads were not connected: the table leaves their cells empty
    assertThat(recording.leads())
        .containsExactly(Lead.I, Lead.II, Lead.III, Lead.AVR, Lead.AVL, Lead.AVF);
    double[][] edf = edf(FOLDER + "contec/0000050.ECG.edf", 12);
    assertThat(recording.samples()).isEqualTo(edf[0].length);
    for (int lead = 0; lead < recording.leads().size(); lead++) {
      for (int i = 0; i < edf[lead].length; i++) {
        assertThat((double) recording.signal()[lead][i])
            .isCloseTo(edf[lead][i], within(2000.0 / 65_535));
      }
    }
  }

  /** EDF with one sample a signal and record (Kemp et al. 1992), in millivolts. */
  private static double[][] edf(String file, int signals) throws Exception {
    byte[] bytes = Files.readAllBytes(SharedData.path(file));
    int headerBytes = (int) number(bytes, 184, 8);
    int records = (int) number(bytes, 236, 8);
    assertThat(number(bytes, 252, 4)).isEqualTo(signals);
    assertThat(number(bytes, 244, 8)).isEqualTo(1 / 800.0);
    ByteBuffer samples =
        ByteBuffer.wrap(bytes, headerBytes, bytes.length - headerBytes)
            .order(ByteOrder.LITTLE_ENDIAN);
    double[][] millivolts = new double[signals][records];
    for (int record = 0; record < records; record++) {
      for (int signal = 0; signal < signals; signal++) {
        double least = number(bytes, 256 + 104 * signals + 8 * signal, 8);
        double most = number(bytes, 256 + 112 * signals + 8 * signal, 8);
        double leastStep = number(bytes, 256 + 120 * signals + 8 * signal, 8);
        double mostStep = number(bytes, 256 + 128 * signals + 8 * signal, 8);
        millivolts[signal][record] =
            least + (samples.getShort() - leastStep) * (most - least) / (mostStep - leastStep);
      }
    }
    return millivolts;
  }

  private static double number(byte[] bytes, int at, int length) {
    return Double.parseDouble(new String(bytes, at, length, StandardCharsets.US_ASCII).trim());
  }

  private static EcgRecording read(String file, String layout) throws Exception {
    return Layouts.shared(FOLDER + file, Layouts.options("text: " + layout));
  }
}
