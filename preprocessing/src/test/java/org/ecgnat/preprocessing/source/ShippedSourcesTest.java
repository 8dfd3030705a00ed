package org.ecgnat.preprocessing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped sources on the real data: facts that were looked up in the files by hand. */
class ShippedSourcesTest {

  /** Columns as the record of the data set on Zenodo describes them, rows invented. */
  @Test
  void code15Exams() throws Exception {
    LabelFiles files =
        Sources.files(
            "exams.csv",
            "exam_id,age,is_male,nn_predicted_age,1dAVb,RBBB,LBBB,SB,ST,AF,patient_id,death,timey,"
                + "normal_ecg,trace_file\n"
                + "1169160,38,True,40.16,False,True,False,True,False,False,523632,False,2.09,False,"
                + "exams_part13.hdf5\n"
                + "2873686,91,False,67.05,False,False,False,False,False,False,1724173,,,True,"
                + "exams_part13.hdf5\n");
    SourceAnnotator annotator = SourceAnnotator.of(Sources.shipped("code15"), files);

    EcgRecording first = annotator.annotate(Sources.stub("1169160"));
    assertThat(first.patient()).isEqualTo(new Patient("523632", OptionalInt.of(38), Sex.MALE));
    assertThat(first.labels())
        .containsExactly(
            Label.of("code15", "RBBB", "database"), Label.of("code15", "SB", "database"));
    assertThat(first.amplitude()).isEqualTo(Amplitude.UNKNOWN);
    EcgRecording second = annotator.annotate(Sources.stub("2873686"));
    assertThat(second.patient()).isEqualTo(new Patient("1724173", OptionalInt.of(90), Sex.FEMALE));
    assertThat(second.labels()).containsExactly(Label.of("code15", "normal_ecg", "database"));
  }

  @Test
  void ptbxlRecordOne() throws Exception {
    SourceAnnotator annotator = Sources.annotator("ptbxl", "data/ptbxl/records500");
    EcgRecording recording =
        annotator.annotate(
            Sources.read(
                SharedData.path("data/ptbxl/records500/00000/00001_hr.hea"), annotator.source()));
    assertThat(recording.patient().id()).isEqualTo("15709");
    assertThat(recording.patient().ageYears()).hasValue(56);
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.recordedAt()).contains(Instant.parse("1984-11-09T09:17:34Z"));
    assertThat(recording.context())
        .isEqualTo(new AcquisitionContext("", "CS-12 E", "0", "", "", "true"));
    assertThat(recording.labels())
        .containsExactly(
            new Label("scp", "NORM", 100, "database", "present"),
            Label.of("scp", "LVOLT", "database"),
            Label.of("scp", "SR", "database"),
            new Label("ptbxl-superclass", "NORM", 100, "database", "present"));
    assertThat(annotator.fold(recording)).isEqualTo(3);
    assertThat(recording.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(recording.priorBand()).isEmpty();
  }

  @Test
  void ptbxlAtBothRatesIsOfTheSamePatientsUnderOtherKeys() throws Exception {
    SourceAnnotator annotator = Sources.annotator("ptbxl", "data/ptbxl/records100/00000");
    for (EcgRecording low : Sources.recordings(annotator, "data/ptbxl/records100")) {
      String highKey = low.recordKey().replace("_lr", "_hr");
      EcgRecording high =
          annotator.annotate(
              Sources.read(
                  SharedData.path("data/ptbxl/records500/00000/" + highKey + ".hea"),
                  annotator.source()));
      assertThat(high.recordKey()).isNotEqualTo(low.recordKey());
      assertThat(high.patient()).isEqualTo(low.patient());
      assertThat(high.labels()).isEqualTo(low.labels());
      assertThat(annotator.fold(high)).isEqualTo(annotator.fold(low));
    }
  }

  @Test
  void ptbxlLabelsAndFolds() throws Exception {
    SourceAnnotator annotator = Sources.annotator("ptbxl", "data/ptbxl/records500");
    List<EcgRecording> recordings = Sources.stubs(annotator, "data/ptbxl/records500");
    assertThat(recordings).allSatisfy(r -> assertThat(annotator.lists(r.recordKey())).isTrue());
    assertThat(counts(recordings, "ptbxl-superclass"))
        .containsOnly(
            entry("NORM", 297L),
            entry("MI", 73L),
            entry("STTC", 96L),
            entry("CD", 78L),
            entry("HYP", 40L));
    assertThat(recordings.stream().map(annotator::fold).distinct())
        .allSatisfy(fold -> assertThat(fold).isBetween(1, 10));
  }

  @Test
  void ptbxlNormalizedIsStandardisedAndAlreadyFiltered() throws Exception {
    SourceAnnotator annotator =
        Sources.annotator("ptbxl_normalized", "data/ptbxl_normalized/records");
    List<EcgRecording> recordings = Sources.stubs(annotator, "data/ptbxl_normalized");
    EcgRecording first =
        recordings.stream().filter(r -> r.recordKey().equals("00519_zn")).findFirst().orElseThrow();
    assertThat(first.patient().id()).isEqualTo("8697");
    assertThat(first.labels()).extracting(Label::code).containsExactly("STTC", "CD", "SR");
    assertThat(annotator.fold(first)).isEqualTo(1);
    assertThat(recordings)
        .allSatisfy(
            r -> {
              assertThat(r.amplitude()).isEqualTo(Amplitude.UNKNOWN);
              assertThat(r.priorBand()).contains(new EcgRecording.Band(0.5, 40));
              assertThat(annotator.lists(r.recordKey())).isTrue();
            });
    assertThat(counts(recordings, "scp")).contains(entry("SARRH", 57L), entry("BIGU", 4L));
  }

  @Test
  void patientsOfBothPtbxlSourcesShareAFold() throws Exception {
    SourceAnnotator raw = Sources.annotator("ptbxl", "data/ptbxl/records500");
    SourceAnnotator normalized =
        Sources.annotator("ptbxl_normalized", "data/ptbxl_normalized/records");
    assertThat(normalized.source().patientNamespace()).isEqualTo(raw.source().patientNamespace());
    Map<String, Integer> foldOfPatient = new HashMap<>();
    for (EcgRecording recording : Sources.stubs(raw, "data/ptbxl/records500")) {
      foldOfPatient.put(recording.patient().id(), raw.fold(recording));
    }
    Set<String> shared = new HashSet<>();
    for (EcgRecording recording : Sources.stubs(normalized, "data/ptbxl_normalized")) {
      Integer fold = foldOfPatient.get(recording.patient().id());
      if (fold != null) {
        shared.add(recording.patient().id());
        assertThat(normalized.fold(recording)).isEqualTo(fold);
      }
    }
    assertThat(shared).hasSize(4);
  }

  @Test
  void ludb() throws Exception {
    SourceAnnotator annotator = Sources.annotator("ludb", "data/ludb/data");
    List<EcgRecording> recordings = Sources.recordings(annotator, "data/ludb");
    EcgRecording seventh =
        recordings.stream().filter(r -> r.recordKey().equals("7")).findFirst().orElseThrow();
    assertThat(seventh.labels())
        .extracting(Label::code)
        .contains("STEMI: septal", "Atrial extrasystole: SA-nodal extrasystole");
    assertThat(seventh.patient().id()).isEqualTo("7");
    assertThat(counts(recordings, "ludb"))
        .contains(entry("Sinus rhythm", 143L), entry("Pacemaker presence, undefined", 9L))
        .hasSize(83);
    assertThat(recordings)
        .filteredOn(r -> r.patient().ageYears().orElse(0) == 90)
        .extracting(EcgRecording::recordKey)
        .hasSize(1);
    assertThat(recordings).allSatisfy(r -> assertThat(r.patient().sex()).isNotEqualTo(Sex.UNKNOWN));
  }

  @Test
  void ludbHeadersSayTheSameAsItsTable() throws Exception {
    SourceDefinition source = Sources.shipped("ludb");
    SourceAnnotator table = Sources.annotator("ludb", "data/ludb");
    for (EcgRecording annotated : Sources.recordings(table, "data/ludb")) {
      EcgRecording raw =
          Sources.read(SharedData.path("data/ludb/data/" + annotated.recordKey() + ".hea"), source);
      assertThat(codes(raw)).isSubsetOf(codes(annotated));
      assertThat(codes(annotated))
          .filteredOn(code -> !code.equals("Pacemaker presence, undefined"))
          .isSubsetOf(codes(raw));
      assertThat(raw.patient().sex()).isEqualTo(annotated.patient().sex());
      assertThat(raw.patient().ageYears()).isEqualTo(annotated.patient().ageYears());
    }
  }

  @Test
  void cpsc2018() throws Exception {
    SourceAnnotator annotator = Sources.annotator("cpsc2018", "data/cpsc2018");
    List<EcgRecording> recordings = Sources.recordings(annotator, "data/cpsc2018");
    assertThat(counts(recordings, "cpsc2018"))
        .containsOnly(
            entry("Normal", 15L),
            entry("AF", 19L),
            entry("I-AVB", 6L),
            entry("LBBB", 7L),
            entry("RBBB", 27L),
            entry("PAC", 10L),
            entry("PVC", 13L),
            entry("STD", 16L),
            entry("STE", 11L));
    assertThat(recordings.get(0).patient().id()).isEqualTo("A0001");
    assertThat(recordings.get(0).recordedAt()).isEmpty();
  }

  @Test
  void cinc2021() throws Exception {
    SourceAnnotator annotator = Sources.annotator("cinc2021", "data/cinc2021");
    List<EcgRecording> recordings = Sources.recordings(annotator, "data/cinc2021");
    assertThat(recordings).allSatisfy(r -> assertThat(r.labels()).isNotEmpty());
    assertThat(counts(recordings, "snomed")).hasSize(39);
    EcgRecording georgia =
        recordings.stream().filter(r -> r.recordKey().equals("E07541")).findFirst().orElseThrow();
    assertThat(georgia.labels()).containsExactly(Label.of("snomed", "233917008", "header"));
    assertThat(georgia.patient().ageYears()).hasValue(61);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ptbxl",
        "ptbxl_normalized",
        "ludb",
        "cpsc2018",
        "cinc2021",
        "synthetic",
        "folder"
      })
  void isNamedLikeItsFile(String name) throws Exception {
    SourceDefinition source = Sources.shipped(name);
    assertThat(source.name()).isEqualTo(name);
    assertThat(source.phi()).isEqualTo(name.equals("folder"));
  }

  @Test
  void anAnnotatorTravels() throws Exception {
    SourceAnnotator annotator = Sources.annotator("ptbxl", "data/ptbxl/records500");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(annotator);
    }
    SourceAnnotator copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (SourceAnnotator) in.readObject();
    }
    EcgRecording raw =
        Sources.read(SharedData.path("data/ptbxl/records500/00000/00002_hr.hea"), copy.source());
    assertThat(copy.annotate(raw).labels()).isEqualTo(annotator.annotate(raw).labels());
    assertThat(copy.annotate(raw).labels()).isNotEmpty();
    assertThat(copy.fold(raw)).isEqualTo(2);
  }

  private static Set<String> codes(EcgRecording recording) {
    return recording.labels().stream().map(Label::code).collect(Collectors.toSet());
  }

  private static Map<String, Long> counts(List<EcgRecording> recordings, String system) {
    return recordings.stream()
        .flatMap(recording -> recording.labels().stream())
        .filter(label -> label.system().equals(system))
        .collect(Collectors.groupingBy(Label::code, TreeMap::new, Collectors.counting()));
  }
}
