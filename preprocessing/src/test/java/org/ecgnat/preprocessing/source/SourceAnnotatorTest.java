package org.ecgnat.preprocessing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceAnnotatorTest {
  private static final String GROUPED =
      """
      name: grouped
      labels:
        file: t.csv
        record: [path]
        statements:
          - {columns: [codes], form: likelihoods, codes: {system: scp, pattern: "[A-Z]+"}}
        groups:
          - {from: scp, file: g.csv, code: c, where: w, group: g, codes: {system: sup, vocabulary: [X, Y]}}
      """;

  private static final LabelFiles GROUPS =
      Sources.files("g.csv", "c,w,g\nA,1.0,X\nB,1,X\nC,1,Y\nD,0,Y\nE,1,Z\n");

  @Test
  void aPlainFolderNeedsNoLabels() throws Exception {
    SourceAnnotator annotator = SourceAnnotator.of(Sources.shipped("folder"), LabelFiles.NONE);
    EcgRecording recording = annotator.annotate(Sources.stub("rec"));
    assertThat(recording.patient().id()).isEqualTo("rec");
    assertThat(annotator.lists("rec")).isFalse();
    // int(sha256("folder|rec").hexdigest(), 16) % 10 + 1 in Python
    assertThat(annotator.fold(recording)).isEqualTo(6);
  }

  @Test
  void aPlainFolderMayHaveATable() throws Exception {
    SourceAnnotator annotator =
        SourceAnnotator.of(
            Sources.shipped("folder"),
            Sources.files(
                "labels.csv",
                "\ufeff"
                    + """
                    record,age,labels,sex,patient,fold
                    rec,>89,AF; VT;free text,f,007,
                    sub/rec2.hea,,,,,4
                    """));
    EcgRecording recording =
        annotator.annotate(Sources.stub("rec", Label.of("folder", "AF", "header")));
    assertThat(recording.patient().id()).isEqualTo("007");
    assertThat(recording.patient().ageYears()).hasValue(90);
    assertThat(recording.patient().sex()).isEqualTo(Sex.FEMALE);
    assertThat(recording.labels())
        .containsExactly(
            Label.of("folder", "AF", "database"), Label.of("folder", "VT", "database"));
    assertThat(annotator.fold(annotator.annotate(Sources.stub("rec2")))).isEqualTo(4);
  }

  @Test
  void columnsThatMayBeAbsentAreDoneWithoutAndOthersAreMissed() throws Exception {
    SourceDefinition folder = Sources.shipped("folder");
    assertThat(
            SourceAnnotator.of(folder, Sources.files("labels.csv", "record,labels\nrec,AF\n"))
                .annotate(Sources.stub("rec"))
                .labels())
        .hasSize(1);
    assertThatThrownBy(
            () -> SourceAnnotator.of(folder, Sources.files("labels.csv", "record,label\nrec,AF\n")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("labels.csv: it has no column labels");
  }

  @Test
  void groupsTakeTheLargestLikelihoodAndZeroMeansUnknown() throws Exception {
    SourceAnnotator annotator =
        grouped(
            """
            path,codes
            a,"{'A': 50.0, 'B': 80.0, 'C': 0.0}"
            b,"{'D': 100, 'E': 100}"
            c,{}
            d,"{'A': 0.0, 'B': 15}"
            """);
    List<Label> labels = annotator.annotate(Sources.stub("a")).labels();
    assertThat(labels).extracting(Label::code).containsExactly("A", "B", "C", "X", "Y");
    assertThat(labels.get(2).likelihoodPercent()).isNaN();
    assertThat(labels.get(3).likelihoodPercent()).isCloseTo(80, within(0.0));
    assertThat(labels.get(4).likelihoodPercent()).isNaN();
    assertThat(annotator.annotate(Sources.stub("b")).labels())
        .extracting(Label::system)
        .containsExactly("scp", "scp");
    assertThat(annotator.annotate(Sources.stub("c")).labels()).isEmpty();
    assertThat(annotator.annotate(Sources.stub("d")).labels().get(2).likelihoodPercent())
        .isCloseTo(15, within(0.0));
  }

  @Test
  void faultsNameFileColumnAndRowButNoCell() {
    assertFault("path,codes\na,Jane Doe\n", "t.csv: column codes of row 1 is no mapping");
    assertFault("path,codes\na,{}\nb,\"{'Doe': 1O0}\"\n", "column codes of row 2");
    assertFault("path,codes\na,\"{'A': 101}\"\n", "likelihood above 100");
    assertFault("path,codes\nDoe,{}\nx/Doe.hea,{}\n", "row 2 names a recording that an earlier");
    assertFault("path\nDoe\n", "it has no column codes");
    assertFault("path,path\nDoe,\"\n", "it is no CSV file");
    assertThatThrownBy(
            () ->
                SourceAnnotator.of(Sources.parse(GROUPED), Sources.files("t.csv", "path,codes\n")))
        .hasMessageContaining("Cannot find g.csv");
    assertThatThrownBy(
            () ->
                SourceAnnotator.of(
                    Sources.shipped("folder"),
                    Sources.files("labels.csv", "record,fold,labels\nDoe,11,\n")))
        .hasMessage("Cannot read labels.csv: column fold of row 1 is no fold from 1 to 10");
    assertThatThrownBy(
            () ->
                SourceAnnotator.of(
                    Sources.shipped("folder"),
                    Sources.files(
                        "labels.csv",
                        "record,patient,fold,labels\na,Doe,1,\nb,,2,\nc,Doe,,\nd,Doe,2,\n")))
        .hasMessageContaining("column fold of row 4 gives a patient another fold than row 1 does")
        .message()
        .doesNotContain("Doe");
  }

  @Test
  void aMissingTableIsAFaultWhereItIsRequired() {
    assertThatThrownBy(() -> SourceAnnotator.of(Sources.shipped("ptbxl"), LabelFiles.NONE))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("Cannot find ptbxl_database.csv")
        .hasMessageContaining("--labels");
  }

  @Test
  void whatAFoldedSourceGivesNoFoldIsInNone() throws Exception {
    SourceAnnotator annotator =
        SourceAnnotator.of(
            Sources.parse("{name: s, labels: {file: t.csv, required: true, record: [r], fold: f}}"),
            Sources.files("t.csv", "r,f\na,3\nb,\n"));
    assertThat(annotator.fold(Sources.stub("a"))).isEqualTo(3);
    assertThat(annotator.fold(Sources.stub("b"))).isZero();
    assertThat(annotator.fold(Sources.stub("unlisted"))).isZero();
  }

  @Test
  void onlyTheGistOfRemarksIsKept() throws Exception {
    String yaml =
        "{name: s, labels: {file: t.csv, record: [r], pacemaker: p, device: d, site: s,"
            + " validatedByHuman: v}}";
    SourceAnnotator annotator =
        SourceAnnotator.of(
            Sources.parse(yaml),
            Sources.files(
                "t.csv",
                "r,p,d,s,v\na,\"ja, pacemaker of Doe\",AT-6  C,1.0,True\nb,Doe?,Doe: \u00e9,,False\n"));
    assertThat(annotator.annotate(Sources.stub("a")).context())
        .isEqualTo(new AcquisitionContext("", "AT-6 C", "1", "", "yes", "true"));
    assertThat(annotator.annotate(Sources.stub("b")).context())
        .isEqualTo(new AcquisitionContext("", "", "", "", "possible", "false"));
  }

  @Test
  void whatTheFileStatesOfItsAcquisitionStaysWhereTheTableIsSilent() throws Exception {
    SourceAnnotator annotator =
        SourceAnnotator.of(
            Sources.parse("{name: s, labels: {file: t.csv, record: [r], device: d, site: s}}"),
            Sources.files("t.csv", "r,d,s\na,AT-6,\n"));
    AcquisitionContext stated =
        new AcquisitionContext("Maker", "Cart", "7", "0.05-150 Hz", "no", "true");
    for (String key : List.of("a", "a.xml", "a.xml#2")) {
      EcgRecording raw = Sources.stub(key);
      EcgRecording recording =
          new EcgRecording(
              key,
              raw.samplingRateHz(),
              raw.leads(),
              raw.signal(),
              raw.amplitude(),
              raw.priorBand(),
              raw.patient(),
              raw.recordedAt(),
              raw.labels(),
              stated,
              raw.files());
      assertThat(annotator.annotate(recording).context())
          .isEqualTo(new AcquisitionContext("Maker", "AT-6", "7", "0.05-150 Hz", "no", "true"));
    }
    assertThat(annotator.lists("b.xml")).isFalse();
  }

  @Test
  void definitionsAreChecked() {
    for (String yaml :
        List.of(
            "{phi: false}",
            "{name: Jane Doe}",
            "{name: ../up}",
            "{name: s, priorBand: [40, 0.5]}",
            "{name: s, unknown: 1}",
            "{name: s, recordKey: folder}",
            "{name: s, labels: {file: t.csv}}",
            "{name: s, headerCodes: {pattern: '['}}",
            "{name: s, headerCodes: {pattern: 'a'}}")) {
      assertThatThrownBy(() -> Sources.parse(yaml)).as(yaml).isInstanceOf(Exception.class);
    }
  }

  @Test
  void folderAndNameTellRecordingsApartWhereTheSourceSaysSo() throws Exception {
    SourceAnnotator annotator =
        SourceAnnotator.of(
            Sources.parse(
                "{name: s, recordKey: path, labels: {file: t.csv, record: [r], patient: p}}"),
            Sources.files("t.csv", "r,p\nw.1/ecg.dcm,A\n./w.2/ecg.hea,B\nw.1/other,C\n"));
    assertThat(annotator.lists("w.1/ecg.dcm")).isTrue();
    assertThat(annotator.annotate(Sources.stub("w.2/ecg")).patient().id()).isEqualTo("B");
    assertThat(annotator.annotate(Sources.stub("w.1/other.xml#2")).patient().id()).isEqualTo("C");
    assertThat(annotator.lists("w.2/ecg.dcm")).isTrue();
    assertThat(annotator.lists("w.3/ecg.dcm")).isFalse();
    assertThat(annotator.lists("ecg.dcm")).isFalse();
  }

  @Test
  void aSourceIsPrivateUnlessItSaysOtherwise() throws Exception {
    SourceDefinition source = Sources.parse("{name: s}");
    assertThat(source.phi()).isTrue();
    assertThat(source.patientNamespace()).isEqualTo("s");
  }

  private static void assertFault(String table, String message) {
    assertThatThrownBy(() -> grouped(table))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("Doe");
  }

  private static SourceAnnotator grouped(String table) throws Exception {
    return SourceAnnotator.of(
        Sources.parse(GROUPED), LabelFiles.firstOf(List.of(Sources.files("t.csv", table), GROUPS)));
  }

  @Test
  void labelFilesAreSearchedUpToTwoFoldersAboveTheInput(@TempDir Path folder) throws Exception {
    Path input = Files.createDirectories(folder.resolve("a/b")).resolve("r.hea");
    Files.writeString(input, "a recording may be the input itself");
    Files.writeString(folder.resolve("a/labels.csv"), "near");
    Files.writeString(folder.resolve("labels.csv"), "far");
    assertThat(LabelFiles.around(input).read("labels.csv"))
        .contains("near".getBytes(StandardCharsets.UTF_8));
    assertThat(LabelFiles.around(folder.resolve("a/b/c/d")).read("labels.csv")).isEmpty();
  }
}
