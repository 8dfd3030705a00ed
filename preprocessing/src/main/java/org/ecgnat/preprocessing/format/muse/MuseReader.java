package org.ecgnat.preprocessing.format.muse;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.ecgnat.preprocessing.format.AcquisitionFilters;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.PatientAge;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.Statements;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.SafeXml;
import org.ecgnat.preprocessing.format.xml.XmlElement;
import org.ecgnat.preprocessing.format.xml.XmlFields;
import org.ecgnat.preprocessing.format.xml.XmlRoot;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Reads GE MUSE XML (GE Healthcare, "MUSE Cardiology Information System XML Developer Guide",
 * document type {@code restecg.dtd}, root {@code RestingECG}). The file stores eight leads; III,
 * aVR, aVL and aVF follow from I and II by the definitions of Einthoven and Goldberger, which is
 * what conditioning does for every recording, so they are not made here.
 *
 * <p>The statements of {@code Diagnosis} become labels of origin {@code overread} where the status
 * is CONFIRMED, and {@code machine} otherwise. In a confirmed file those of {@code
 * OriginalDiagnosis}, which the reader may have struck out, go into a code system of their own, so
 * that no task takes them for findings.
 */
public final class MuseReader implements RecordingReader {
  /** What follows the source's code system where a machine's statements were overread. */
  public static final String ORIGINAL_SUFFIX = "-original";

  private static final String ROOT = "RestingECG";
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd-yyyy");

  /** Large parts that nothing is read from. */
  private static final Set<String> SKIPPED =
      Set.of(
          "MeasurementMatrix",
          "IntervalMeasurements",
          "AmplitudeMeasurements",
          "QRSTimesTypes",
          "Order",
          "ExtraQuestions");

  @Override
  public String format() {
    return "muse";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return XmlRoot.name(head).filter(ROOT::equals).isPresent();
  }

  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    XmlElement root = SafeXml.parse(main.bytes(), SKIPPED::contains);
    List<XmlElement> rhythms =
        root.children("Waveform").stream()
            .filter(w -> w.textAt("WaveformType").equalsIgnoreCase("Rhythm"))
            .toList();
    if (rhythms.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_SIGNAL, "The file holds no waveform of type Rhythm");
    }
    Optional<LocalDate> day =
        XmlFields.day(root.textAt("TestDemographics", "AcquisitionDate"), DAY);
    Optional<Instant> recordedAt =
        day.map(d -> XmlFields.at(d, root.textAt("TestDemographics", "AcquisitionTime")));
    Patient patient = patient(root, day);
    List<Label> labels = labels(root, options.headerCodes());
    List<EcgRecording> recordings = new ArrayList<>();
    for (XmlElement rhythm : rhythms) {
      MuseWaveform waveform = MuseWaveform.of(rhythm, options.unitRule());
      recordings.add(
          new EcgRecording(
              key(mainName, recordings.size()),
              waveform.samplingRateHz(),
              List.copyOf(waveform.leads().keySet()),
              waveform.leads().values().toArray(float[][]::new),
              options.unitRule().amplitude(),
              Optional.empty(),
              patient,
              recordedAt,
              labels,
              context(root, rhythm),
              List.of(main.sourceFile())));
    }
    return recordings;
  }

  /** The file's stem; further rhythm waveforms, which are rare, are counted from 2. */
  private static String key(String fileName, int index) {
    String stem = FileNames.stem(fileName);
    return index == 0 ? stem : stem + "#" + (index + 1);
  }

  private static Patient patient(XmlElement root, Optional<LocalDate> day) {
    Optional<XmlElement> demographics = root.child("PatientDemographics");
    if (demographics.isEmpty()) {
      return Patient.UNKNOWN;
    }
    XmlElement patient = demographics.get();
    OptionalInt age = PatientAge.of(patient.textAt("PatientAge"), patient.textAt("AgeUnits"));
    if (age.isEmpty()) {
      Optional<LocalDate> birth = XmlFields.day(patient.textAt("DateofBirth"), DAY);
      if (birth.isPresent() && day.isPresent()) {
        age = PatientAge.between(birth.get(), day.get());
      }
    }
    return new Patient(patient.textAt("PatientID"), age, Sex.parse(patient.textAt("Gender")));
  }

  private static List<Label> labels(XmlElement root, CodeSystem codes) {
    Statements statements = new Statements(codes);
    boolean confirmed = validatedByHuman(root).equals("true");
    List<Label> labels = new ArrayList<>();
    root.child("Diagnosis")
        .map(MuseDiagnosis::lines)
        .map(lines -> statements.labels(lines, confirmed ? "overread" : "machine"))
        .ifPresent(labels::addAll);
    if (confirmed) {
      root.child("OriginalDiagnosis").map(MuseDiagnosis::lines).stream()
          .flatMap(lines -> statements.labels(lines, "machine").stream())
          .map(
              label ->
                  new Label(
                      label.system() + ORIGINAL_SUFFIX,
                      label.code(),
                      label.likelihoodPercent(),
                      label.origin(),
                      label.certainty()))
          .forEach(labels::add);
    }
    return labels;
  }

  private static String validatedByHuman(XmlElement root) {
    return switch (root.textAt("TestDemographics", "Status")) {
      case "CONFIRMED" -> "true";
      case "UNCONFIRMED" -> "false";
      default -> "";
    };
  }

  private static AcquisitionContext context(XmlElement root, XmlElement rhythm) {
    return new AcquisitionContext(
        "GE",
        root.textAt("TestDemographics", "AcquisitionDevice"),
        root.textAt("TestDemographics", "Site"),
        filters(rhythm),
        "",
        validatedByHuman(root));
  }

  /** HighPassFilter counts hundredths of Hz, LowPassFilter and ACFilter whole ones. */
  private static String filters(XmlElement rhythm) {
    OptionalDouble hundredths = XmlFields.number(rhythm.textAt("HighPassFilter"));
    return AcquisitionFilters.text(
        hundredths.isEmpty() ? hundredths : OptionalDouble.of(hundredths.getAsDouble() / 100),
        XmlFields.number(rhythm.textAt("LowPassFilter")),
        XmlFields.number(rhythm.textAt("ACFilter")));
  }
}
