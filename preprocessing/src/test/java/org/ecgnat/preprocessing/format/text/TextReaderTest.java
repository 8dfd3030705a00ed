package org.ecgnat.preprocessing.format.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.ecgnat.preprocessing.format.Layouts;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {
  private static final String NAMED = "text: {files: '*.csv', samplingRateHz: 500, unit: mV}";

  @Test
  void namesStandInTheFirstLine() throws Exception {
    EcgRecording recording = read(NAMED, "Lead II,resp,aVR\n0.5,9,-0.25\n0.25,9,1e-1\n");

    assertThat(recording.recordKey()).isEqualTo("rec.1");
    assertThat(recording.samplingRateHz()).isEqualTo(500);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.leads()).containsExactly(Lead.II, Lead.AVR);
    assertThat(recording.signal()).isEqualTo(new float[][] {{0.5f, 0.25f}, {-0.25f, 0.1f}});
    assertThat(recording.files()).singleElement().extracting("sizeBytes").isEqualTo(41L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I,II\n1,2\n3,4",
        "I;II\r\n1;2\r\n3;4\r\n",
        "I\tII\n1\t 2\t\n3\t4 \t\n\n",
        "I  II\n 1 2 \n3\t4",
        "\"I\",\"II\"\r1,\"2\"\r\"3\" ,4\r\r",
        "\ufeffI,II\n1,2\n3,4\n \n",
      })
  void findsTheDelimiter(String file) throws Exception {
    assertThat(read(NAMED, file).signal()).isEqualTo(new float[][] {{1, 3}, {2, 4}});
  }

  @ParameterizedTest
  @CsvSource({"uV,0.001", "'\u00b5V',0.001", "mv,1", "V,1000"})
  void convertsUnits(String unit, float millivolts) throws Exception {
    String layout = "text: {files: '*.csv', leads: [V1], samplingRateHz: 500, unit: " + unit + "}";

    assertThat(read(layout, "2\n").signal()[0]).containsExactly(2 * millivolts);
  }

  @Test
  void convertsUnitsOfAConverter() throws Exception {
    String layout =
        "text: {files: '*.csv', leads: [V1], samplingRateHz: 500, unitsPerMillivolt: 200,"
            + " baseline: 1024}";

    assertThat(read(layout, "1024\n1224\n924\n").signal()[0]).containsExactly(0, 1, -0.5f);
  }

  @Test
  void readsDecimalCommas() throws Exception {
    String layout =
        "text: {files: '*.csv', samplingRateHz: 500, unit: mV, decimalComma: true, encoding:"
            + " ISO-8859-1}";

    assertThat(read(layout, "I;II\n-0,5;1,25\n").signal())
        .isEqualTo(new float[][] {{-0.5f}, {1.25f}});
    assertThat(read(layout, "I II\n-0,5 1,25\n").signal())
        .isEqualTo(new float[][] {{-0.5f}, {1.25f}});
  }

  @Test
  void readsOtherEncodings() throws Exception {
    String layout = NAMED.replace("unit", "encoding: UTF-16LE, unit");

    assertThat(read(layout, "\ufeffI,II\n1,2\n", StandardCharsets.UTF_16LE).signal())
        .isEqualTo(new float[][] {{1}, {2}});
  }

  @Test
  void missingSamplesAreNaNAndAnEmptyLeadIsAbsent() throws Exception {
    String layout = NAMED.replace("unit", "missing: [nan, '-', -32768], unit");

    EcgRecording recording = read(layout, "I,II,III,V1\nNaN,,-,\n1,-32768.0,,\n-32768,2,,\n");

    assertThat(recording.leads()).containsExactly(Lead.I, Lead.II);
    assertThat(recording.signal())
        .isEqualTo(new float[][] {{Float.NaN, 1, Float.NaN}, {Float.NaN, Float.NaN, 2}});
  }

  @Test
  void takesTheRateFromAHeaderLine() throws Exception {
    String layout =
        "text: {files: '*.csv', skipLines: 3, samplingRatePattern: 'Rate[^0-9]*([0-9.,]+)', unit: mV}";

    assertThat(read(layout, "Device: x\nRate (Hz); 250,0\n\nI;II\n1;2\n").samplingRateHz())
        .isEqualTo(250);
    refused(layout, "a\nb\nc\nI;II\n1;2\n", "first 3 lines");
    refused(layout, "a\nRate 0\nc\nI;II\n1;2\n", "line 2");
    refused(layout, "a\nb", "after line 2");
  }

  @Test
  void takesTheRateFromTheTimeColumn() throws Exception {
    String layout = "text: {files: '*.csv', timeColumn: time, unit: mV}";
    StringBuilder file = new StringBuilder("Time,I\n");
    for (int i = 0; i < 3600; i++) {
      file.append(String.format(java.util.Locale.ROOT, "%.3f,1%n", i / 360.0));
    }

    assertThat(read(layout, file.toString()).samplingRateHz()).isEqualTo(360);
    assertThat(
            read(layout.replace("unit", "timeUnit: milliseconds, unit"), "I,time\n1,0\n1,8\n")
                .samplingRateHz())
        .isEqualTo(125);
    refused(layout, "time,I\n0,1\n0.01,1\n0.02,1\n0.05,1\n0.06,1\n", "line 5");
    refused(layout, "time,I\n0,1\n", "does not rise");
    refused(layout, "time,I\n0,1\n,1\n", "line 3 is missing");
    refused(layout, "t,I\n0,1\n", "timeColumn");
  }

  @Test
  void aTimeColumnIsIgnoredWhereTheRateIsDeclared() throws Exception {
    assertThat(read(NAMED, "time,I\n00:00:01,1\nlater,2\n").signal())
        .isEqualTo(new float[][] {{1, 2}});
  }

  @Test
  void readsLeadsInRows() throws Exception {
    String layout = NAMED.replace("unit", "orientation: leads_in_rows, unit");

    EcgRecording named = read(layout, "V2,1,2,,4\nflow,a,b\naVL,5,6,7,8,\n");
    assertThat(named.leads()).containsExactly(Lead.AVL, Lead.V2);
    assertThat(named.signal()).isEqualTo(new float[][] {{5, 6, 7, 8}, {1, 2, Float.NaN, 4}});

    String listed = layout.replace("unit", "leads: [I, x, II], unit");
    assertThat(read(listed, "1,2\n8,9\n3,4\n").signal()).isEqualTo(new float[][] {{1, 2}, {3, 4}});
    refused(listed, "1,2\n8,9\n", "2 of the 3");
    refused(listed, "1,2\n8,9\n3,4\n5,6\n", "Line 4");
    refused(listed, "1,2\n8,9\n3,4,5\n", "Line 3 holds 3 of 2");
  }

  @Test
  void errorsNameTheLine() {
    refused(NAMED, "I,II\n1,2\n1,x2\n", "Cell 2 of line 3 is no number");
    refused(NAMED, "I,II\n1,2\n1\n", "Line 3 holds 1 of 2");
    refused(NAMED, "I,II\n1,2,3\n", "Line 2 holds more than 2");
    refused(NAMED, "I,II\n1,2,,\n", "Line 2 holds more than 2");
    refused(NAMED, "I,II\n1,2\n\n3,4\n", "Line 3 is empty");
    refused(NAMED, "I,II\n1e300,2\n", "infinite");
    refused(NAMED, "I,i\n1,2\n", "Lead I is named twice");
    refused(NAMED, "I,II\n", Reason.NO_SIGNAL, "No line");
    refused(NAMED, "I,II\n,\n", Reason.NO_SIGNAL, "missing");
    refused(NAMED, "Pleth,Resp\n1,2\n", Reason.NO_STANDARD_LEAD, "None of the 2");
    refused(NAMED, "", Reason.TRUNCATED, "header");
    refused(NAMED, "I" + ",x".repeat(5000) + "\n1\n", Reason.LIMIT_EXCEEDED, "4096");
  }

  @Test
  void onlyFilesOfTheDeclaredNamesAreRecordings() throws Exception {
    ReadOptions options = Layouts.options(NAMED.replace("*.csv", "ecg_?.csv"));

    assertThat(RecordingFormats.find("ECG_1.CSV", new byte[0], options)).isPresent();
    assertThat(RecordingFormats.find("labels.csv", new byte[0], options)).isEmpty();
    assertThat(RecordingFormats.find("ecg_1.csv", new byte[0], ReadOptions.STRICT)).isEmpty();
  }

  @Test
  void anAmplitudeIsUnknownOnlyWhereTheSourceSaysSo() throws Exception {
    String unitless = "text: {files: '*.csv', samplingRateHz: 500}";

    assertThatThrownBy(() -> Layouts.options(unitless)).hasMessageContaining("unitsPerMillivolt");
    EcgRecording recording = read("standardised: true\n" + unitless, "I\n7\n");
    assertThat(recording.amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertThat(recording.signal()[0]).containsExactly(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text: {files: '*.csv', unit: mV}",
        "text: {files: '*.csv', samplingRateHz: -1, unit: mV}",
        "text: {files: '*.csv', samplingRateHz: 500, unit: mmHg}",
        "text: {files: '*.csv', samplingRateHz: 500, unit: mV, unitsPerMillivolt: 200}",
        "text: {files: '*.csv', samplingRateHz: 500, unit: mV, encoding: klingon}",
        "text: {files: '*.csv', samplingRateHz: 500, unit: mV, skipLines: -1}",
        "text: {files: '*.csv', samplingRatePattern: 'Hz', unit: mV}",
        "text: {files: '*.csv', samplingRateHz: 500, unit: mV, delimiter: comma, decimalComma: true}",
        "text: {files: '*.csv', timeColumn: t, unit: mV, orientation: leads_in_rows}",
      })
  void refusesLayoutsThatMakeNoSense(String layout) {
    assertThatThrownBy(() -> Layouts.options(layout)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void refused(String layout, String file, String message) {
    assertThatThrownBy(() -> read(layout, file))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining(message);
  }

  private static void refused(String layout, String file, Reason reason, String message) {
    refused(layout, file, message);
    assertThatThrownBy(() -> read(layout, file)).extracting("reason").isEqualTo(reason);
  }

  private static EcgRecording read(String layout, String file) throws Exception {
    return read(layout, file, StandardCharsets.UTF_8);
  }

  private static EcgRecording read(String layout, String file, Charset charset) throws Exception {
    return Layouts.read("rec.1.csv", file.getBytes(charset), Layouts.options(layout)).get(0);
  }
}
