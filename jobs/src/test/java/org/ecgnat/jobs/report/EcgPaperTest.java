package org.ecgnat.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class EcgPaperTest {
  /** Row of lead II's rhythm strip: margin, title, three rows and a half of 28 mm. */
  private static final double RHYTHM_BASELINE_MM = 5 + 8 + 3.5 * 28;

  @Test
  void drawsAMillivoltTenMillimetresHighAndASecondTwentyFiveWide() throws Exception {
    List<List<double[]>> traces = traces(EcgPaper.of(constant(1f), "").svg());

    List<double[]> rhythm = traces.get(traces.size() - 1);
    assertThat(rhythm.get(0)).containsExactly(15, RHYTHM_BASELINE_MM - 10);
    assertThat(rhythm.get(500)[0]).isEqualTo(40);
    // four calibration pulses, twelve leads, one rhythm strip
    assertThat(traces).hasSize(4 + 12 + 1);
    List<double[]> pulse = traces.get(traces.size() - 2);
    assertThat(pulse.get(2)[1]).isEqualTo(RHYTHM_BASELINE_MM - 10);
    assertThat(pulse.get(3)[0] - pulse.get(2)[0]).isEqualTo(5);
  }

  @Test
  void anotherScaleChangesTheHeightOnly() throws Exception {
    List<List<double[]>> traces = traces(EcgPaper.of(constant(1f), "").withScale(2, "units").svg());

    assertThat(traces.get(traces.size() - 1).get(500)).containsExactly(40, RHYTHM_BASELINE_MM - 5);
  }

  @Test
  void breaksTheLineWhereSamplesAreMissingAndLeavesAbsentLeadsOut() throws Exception {
    float[] gap = new float[5000];
    Arrays.fill(gap, 1000, 1100, Float.NaN);
    EcgRecording oneLead = EcgRecording.ofSignal("r", 500, List.of(Lead.II), new float[][] {gap});

    List<List<double[]>> traces = traces(EcgPaper.of(oneLead, "").svg());

    // four pulses; II in its column and on the strip, in two pieces each
    assertThat(traces).hasSize(4 + 2 + 2);
  }

  @Test
  void millimetreLinesStandOneMillimetreApartAndEveryFifthIsThick() throws Exception {
    Document sheet = parsed(EcgPaper.of(constant(0f), "").svg());
    String thin = ((Element) sheet.getElementsByTagName("path").item(0)).getAttribute("d");
    String thick = ((Element) sheet.getElementsByTagName("path").item(1)).getAttribute("d");

    // 0.4 s are as wide as 1 mV is high: ten lines each
    assertThat(thin).contains("M1 0L1 134").contains("M2 0L2 134").contains("M0 1L270 1");
    assertThat(thick).contains("M5 0L5 134").contains("M0 5L270 5").doesNotContain("M1 0");
    assertThat(sheet.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 270 134");
    assertThat(EcgPaper.of(constant(0f), "").svgElement())
        .contains("width=\"270mm\" height=\"134mm\" viewBox=\"0 0 270 134\"")
        .doesNotContain("xmlns");
  }

  @Test
  void withoutAnAmplitudeThereIsNeitherAPulseNorALineAcross() throws Exception {
    String svg = EcgPaper.of(unknown(constant(1f)), "").withRemarks(List.of("0.5–40 Hz")).svg();

    assertThat(traces(svg)).hasSize(12 + 1);
    assertThat(svg)
        .contains("M5 0L5 134")
        .doesNotContain("M0 1L270 1")
        .doesNotContain("M0 5L270 5")
        .doesNotContain("mm/mV")
        .contains("25 mm/s  ·  standardised, no amplitude  ·  0.5–40 Hz");
  }

  @Test
  void cutsWhatRunsOffThePaper() throws Exception {
    float[] spike = new float[5000];
    Arrays.fill(spike, 2500, 2510, 40f);
    EcgRecording oneLead = EcgRecording.ofSignal("r", 500, List.of(Lead.II), new float[][] {spike});

    List<List<double[]>> traces = traces(EcgPaper.of(oneLead, "").svg());

    assertThat(traces).hasSize(4 + 1 + 2);
    assertThat(traces.stream().flatMap(List::stream))
        .allMatch(point -> point[1] > 5 && point[1] < 134);
  }

  private static EcgRecording unknown(EcgRecording recording) {
    return new EcgRecording(
        recording.recordKey(),
        recording.samplingRateHz(),
        recording.leads(),
        recording.signal(),
        Amplitude.UNKNOWN,
        recording.priorBand(),
        recording.patient(),
        recording.recordedAt(),
        recording.labels(),
        recording.context(),
        recording.files());
  }

  @Test
  void marksUpTheTitle() throws Exception {
    String svg = EcgPaper.of(constant(0f), "a < b & c").svg();

    assertThat(parsed(svg).getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("a < b & c");
  }

  @Test
  void theImageShowsTheTraceOnTheGrid() {
    BufferedImage image = EcgPaper.of(constant(0f), "").image(4);

    assertThat(image.getWidth()).isEqualTo(4 * 270);
    int y = (int) (RHYTHM_BASELINE_MM * 4);
    assertThat(new Color(image.getRGB(600, y)).getBlue()).isLessThan(160);
    assertThat(new Color(image.getRGB(602, y + 14)).getRed()).isGreaterThan(200);
  }

  private static EcgRecording constant(float millivolts) {
    float[][] signal = new float[Lead.COUNT][5000];
    for (float[] lead : signal) {
      Arrays.fill(lead, millivolts);
    }
    return EcgRecording.ofSignal("r", 500, Lead.STANDARD, signal);
  }

  private static List<List<double[]>> traces(String svg) throws Exception {
    NodeList lines = parsed(svg).getElementsByTagName("polyline");
    List<List<double[]>> traces = new ArrayList<>();
    for (int i = 0; i < lines.getLength(); i++) {
      traces.add(
          Arrays.stream(((Element) lines.item(i)).getAttribute("points").split(" "))
              .map(
                  point ->
                      Arrays.stream(point.split(",")).mapToDouble(Double::parseDouble).toArray())
              .toList());
    }
    return traces;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
