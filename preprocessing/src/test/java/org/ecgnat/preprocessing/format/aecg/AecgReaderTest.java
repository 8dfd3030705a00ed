package org.ecgnat.preprocessing.format.aecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AecgReaderTest {
  private static final float NAN = Float.NaN;

  @ParameterizedTest
  @CsvSource({"0.002, s, 500", "2, ms, 500", "1250, us, 800", "4000000, ns, 250"})
  void unitsOfTime(String increment, String unit, double rateHz) throws Exception {
    String time =
        sequence("TIME_RELATIVE", "GLIST_PQ", head("0", "s") + increment(increment, unit));
    EcgRecording recording = read(document(series(set(time, lead("I", "uV", "1 2"))))).get(0);
    assertThat(recording.samplingRateHz()).isEqualTo(rateHz);
  }

  @ParameterizedTest
  @CsvSource({"nV, 0.00001", "uV, 0.01", "mV, 10", "V, 10000"})
  void unitsOfAmplitude(String unit, float expected) throws Exception {
    String origin = "<origin value='1' unit='" + unit + "'/>";
    String values =
        sequence(
            "MDC_ECG_LEAD_V1",
            "SLIST_PQ",
            origin + "<scale value='3' unit='" + unit + "'/><digits>3 +3\n-1.5e0</digits>");
    EcgRecording recording = read(document(series(set(clock("0"), values)))).get(0);
    assertThat(recording.lead(Lead.V1).orElseThrow())
        .containsExactly(
            new float[] {expected, expected, -0.35f * expected}, withPrecision(1e-6f * expected));
  }

  @Test
  void unknownUnitOnlyFromAStandardisedSource() throws Exception {
    String file = document(series(set(clock("0"), lead("I", "1", "5 6"))));
    assertThatThrownBy(() -> read(file)).hasMessageContaining("none of nV, uV, mV, V");
    EcgRecording recording =
        read(file, new ReadOptions(UnitRule.STANDARDISED, CodeSystem.NONE)).get(0);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.UNKNOWN);
    assertThat(recording.signal()[0]).containsExactly(5, 6);
  }

  @Test
  void anyPrefixAndOtherSeriesLeftOut() throws Exception {
    String beat = series(set(clock("0"), lead("I", "mV", "9 9")));
    String file =
        document(
            beat.replace("RHYTHM", "REPRESENTATIVE_BEAT")
                + series(
                    set(clock("0"), lead("I", "mV", "1 2"))
                        + "<derivation><derivedSeries>"
                        + beat
                        + "</derivedSeries></derivation>"));
    String prefixed = file.replaceAll("<(/?)(\\w)", "<$1h:$2").replace("xmlns=", "xmlns:h=");
    for (String text : List.of(file, prefixed)) {
      List<EcgRecording> recordings = read(text);
      assertThat(recordings).hasSize(1);
      assertThat(recordings.get(0).signal()[0]).containsExactly(1, 2);
      assertThat(new AecgReader().recognises("a", text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }
  }

  @Test
  void leadsRecordedOneAfterTheOtherShareAClock() throws Exception {
    String file =
        document(
            series(
                set(clock("0"), lead("I", "mV", "1 2"))
                    + set(clock("0.02"), lead("V1", "mV", "3 4"))
                    + set(clock("0.04"), lead("I", "mV", "5"))));
    List<EcgRecording> recordings = read(file);
    assertThat(recordings).hasSize(1);
    assertThat(recordings.get(0).signal()[0]).containsExactly(1, 2, NAN, NAN, 5);
    assertThat(recordings.get(0).signal()[1]).containsExactly(NAN, NAN, 3, 4, NAN);
  }

  @Test
  void overlapsGapsAndOtherRatesMakeOtherRecordings() throws Exception {
    String first = set(clock("0"), lead("I", "mV", "1 2"));
    String overlap = set(clock("0.01"), lead("I", "mV", "3 4"));
    String later = set(clock("30"), lead("II", "mV", "5 6"));
    String faster = set(clock("30.02").replace("0.01", "0.005"), lead("III", "mV", "7 8"));
    List<EcgRecording> recordings =
        read(document(series(first + overlap + later + faster) + series(first)));
    assertThat(recordings)
        .extracting(EcgRecording::recordKey)
        .containsExactly("r", "r#2", "r#3", "r#4", "r#5");
    assertThat(recordings)
        .extracting(recording -> recording.recordedAt().orElseThrow())
        .containsExactly(
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2020-01-01T00:00:00.010Z"),
            Instant.parse("2020-01-01T00:00:30Z"),
            Instant.parse("2020-01-01T00:00:30.020Z"),
            Instant.parse("2020-01-01T00:00:00Z"));
  }

  @Test
  void relativeTimesCountFromTheSeries() throws Exception {
    String time = sequence("TIME_RELATIVE", "GLIST_PQ", head("500", "ms") + increment("10", "ms"));
    String series =
        series(
            "<effectiveTime><low value='20200101120000+0200'/></effectiveTime>"
                + set(time, lead("I", "mV", "1 2")));
    assertThat(read(document(series)).get(0).recordedAt())
        .contains(Instant.parse("2020-01-01T10:00:00.5Z"));
  }

  @Test
  void reportedAgeWhereNoBirthDateIsKnown() throws Exception {
    String age =
        "<controlVariable><relatedObservation><code code='21612-7'/>"
            + "<value type='PQ' value='46' unit='a'/></relatedObservation></controlVariable>";
    EcgRecording recording =
        read(document(age + series(set(clock("0"), lead("I", "mV", "1"))))).get(0);
    assertThat(recording.patient().ageYears()).hasValue(46);
  }

  @Test
  void statementsFromCodesAndTexts() throws Exception {
    String annotations =
        "<subjectOf><annotationSet><author><assignedEntity/></author>"
            + annotation("", "MDC_ECG_RHY", "<value code='MDC_ECG_RHY_AFIB'/>")
            + annotation(" negationInd='true'", "MDC_ECG_RHY", "<value code='MDC_ECG_RHY_SVT'/>")
            + annotation(
                "",
                "MDC_ECG_INTERPRETATION",
                "<component>"
                    + annotation(
                        "",
                        "MDC_ECG_INTERPRETATION_STATEMENT",
                        "<value>possible old infarction</value>")
                    + "</component>")
            + annotation("", "MDC_ECG_HEART_RATE", "<value value='60' unit='bpm'/>")
            + "</annotationSet></subjectOf>";
    CodeSystem codes =
        new CodeSystem("x", List.of("MDC_ECG_RHY_AFIB", "MDC_ECG_RHY_SVT", "infarction"), "");
    EcgRecording recording =
        read(
                document(series(set(clock("0"), lead("I", "mV", "1")) + annotations)),
                new ReadOptions(UnitRule.VOLTAGE_ONLY, codes))
            .get(0);
    assertThat(recording.labels())
        .containsExactly(
            Label.of("x", "MDC_ECG_RHY_AFIB", "machine"),
            new Label("x", "MDC_ECG_RHY_SVT", Double.NaN, "machine", "absent"),
            new Label("x", "infarction", Double.NaN, "machine", "possible"));
  }

  @Test
  void refusesWithAReason() {
    String lead = lead("I", "mV", "1 2");
    refuses(document(series(set("", lead))), "a sequence set of 1 sequences has none of times");
    refuses(document(series(set(clock("0"), lead + lead))), "lead I stands twice");
    refuses(document(series(set(clock("0"), lead("I", "mV", "1 x2")))), "number in place 2");
    refuses(
        document(series(set(clock("0"), lead.replace("<scale", "<scal")))),
        "lead I has no digits or no scale");
    refuses(
        document(series(set(clock("0").replace("0.01", "1e-9"), lead))), "a sample every 1.0E-9 s");
    refuses(document("").replace("</AnnotatedECG>", ""), "not well-formed XML");
    refuses("<other/>", "no annotated ECG");
    refuses(document("<a>".repeat(100) + "</a>".repeat(100)), "nested deeper than");
    String entity = "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";
    refuses(entity + document(series(set(clock("0"), lead("I", "mV", "&e;")))), "entity");
  }

  @Test
  void otherLeadsAreNoSignal() {
    assertThatThrownBy(() -> read(document(series(set(clock("0"), lead("X", "mV", "1"))))))
        .isInstanceOf(UnreadableRecordingException.class)
        .extracting(e -> ((UnreadableRecordingException) e).reason())
        .isEqualTo(Reason.NO_SIGNAL);
  }

  /** Pieces of text may end anywhere. */
  @Property(tries = 200)
  void digitsInPieces(
      @ForAll @Size(max = 200) List<Integer> numbers,
      @ForAll @IntRange(min = 1, max = 30) int piece)
      throws Exception {
    StringBuilder text = new StringBuilder("\n");
    numbers.forEach(number -> text.append(number).append(number % 3 == 0 ? "  \t" : " "));
    char[] characters = text.toString().stripTrailing().toCharArray();
    Digits digits = new Digits("lead I");
    for (int i = 0; i < characters.length; i += piece) {
      digits.accept(characters, i, Math.min(piece, characters.length - i));
    }
    float[] expected = new float[numbers.size()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = numbers.get(i);
    }
    assertThat(digits.values()).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "20021122091000, 2002-11-22T09:10:00Z",
    "20021122091000.25+0130, 2002-11-22T07:40:00.25Z",
    "200211220910, 2002-11-22T09:10:00Z",
    "20021122, 2002-11-22T00:00:00Z",
    "20021122-05, 2002-11-22T05:00:00Z",
    "2002, ",
    "20021399, ",
    "20021122091000+9900, "
  })
  void pointsInTime(String text, Instant expected) {
    assertThat(HlTime.parse(text).map(HlTime::instant)).isEqualTo(Optional.ofNullable(expected));
  }

  private static String annotation(String attributes, String code, String content) {
    return "<component><annotation%s><code code='%s'/>%s</annotation></component>"
        .formatted(attributes, code, content);
  }

  private static String document(String content) {
    return "<AnnotatedECG xmlns='urn:hl7-org:v3'>" + content + "</AnnotatedECG>";
  }

  private static String series(String content) {
    return "<component><series><code code='RHYTHM'/>" + content + "</series></component>";
  }

  private static String set(String... sequences) {
    return "<component><sequenceSet>" + String.join("", sequences) + "</sequenceSet></component>";
  }

  private static String sequence(String code, String type, String value) {
    return ("<component><sequence><code code='%s'/><value xmlns:xsi='x' xsi:type='%s'>%s</value>"
            + "</sequence></component>")
        .formatted(code, type, value);
  }

  /** 100 Hz from so many seconds after the start of 2020. */
  private static String clock(String seconds) {
    String[] parts = (seconds + ".0").split("\\.", -1);
    String time = "202001010000%02d.%s".formatted(Integer.parseInt(parts[0]), parts[1]);
    return sequence(
        "TIME_ABSOLUTE", "GLIST_TS", "<head value='" + time + "'/>" + increment("0.01", "s"));
  }

  private static String head(String value, String unit) {
    return "<head value='%s' unit='%s'/>".formatted(value, unit);
  }

  private static String increment(String value, String unit) {
    return "<increment value='%s' unit='%s'/>".formatted(value, unit);
  }

  private static String lead(String name, String unit, String digits) {
    return sequence(
        "MDC_ECG_LEAD_" + name,
        "SLIST_PQ",
        "<origin value='0' unit='%s'/><scale value='1' unit='%s'/><digits>%s</digits>"
            .formatted(unit, unit, digits));
  }

  private static void refuses(String file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining(message);
  }

  private static List<EcgRecording> read(String file) throws UnreadableRecordingException {
    return read(file, ReadOptions.STRICT);
  }

  private static List<EcgRecording> read(String file, ReadOptions options)
      throws UnreadableRecordingException {
    return new AecgReader()
        .read(
            new Content(file.getBytes(StandardCharsets.UTF_8), "/in/r.xml", Instant.EPOCH),
            "r.xml",
            name -> Optional.empty(),
            options);
  }
}
