package org.ecgnat.preprocessing.format.philips;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.ecgnat.preprocessing.format.Statements.Statement;
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
 * Reads Philips ECG XML 1.03, 1.04 and 1.04.01 (root {@code restingecgdata}; document types {@code
 * SierraECG} and {@code PhilipsECG}) by the schemas of these versions. Representative beats are no
 * rhythm and are not read; neither are criteria, names and remarks.
 */
public final class PhilipsReader implements RecordingReader {
  private static final String ROOT = "restingecgdata";
  private static final Set<String> TYPES = Set.of("SierraECG", "PhilipsECG");
  private static final Set<String> VERSIONS = Set.of("1.03", "1.04", "1.04.01");
  private static final List<String> AGE_UNITS =
      List.of("years", "months", "weeks", "days", "hours");

  /** Large parts that nothing is read from. */
  private static final Set<String> SKIPPED =
      Set.of(
          "measurements",
          "internalmeasurements",
          "interpretationdatastructure",
          "repbeats",
          "userdefines",
          "orderinfo");

  @Override
  public String format() {
    return "philips";
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
    if (!TYPES.contains(root.textAt("documentinfo", "documenttype"))
        || !VERSIONS.contains(root.textAt("documentinfo", "documentversion"))) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT,
          "The document is no SierraECG or PhilipsECG of version 1.03, 1.04 or 1.04.01");
    }
    PhilipsWaveforms waveforms = PhilipsWaveforms.of(root);
    Optional<XmlElement> acquisition = root.child("dataacquisition");
    Optional<LocalDate> day =
        acquisition.flatMap(a -> XmlFields.day(a.attribute("date"), DateTimeFormatter.ISO_DATE));
    return List.of(
        new EcgRecording(
            FileNames.stem(mainName),
            waveforms.samplingRateHz(),
            List.copyOf(waveforms.leads().keySet()),
            waveforms.leads().values().toArray(float[][]::new),
            options.unitRule().amplitude(),
            Optional.empty(),
            patient(root, day),
            day.map(d -> XmlFields.at(d, acquisition.get().attribute("time"))),
            labels(root, options.headerCodes()),
            context(root),
            List.of(main.sourceFile())));
  }

  private static Patient patient(XmlElement root, Optional<LocalDate> day) {
    Optional<XmlElement> stated = root.at("patient", "generalpatientdata");
    if (stated.isEmpty()) {
      return Patient.UNKNOWN;
    }
    XmlElement patient = stated.get();
    return new Patient(
        patient.textAt("patientid"), age(patient, day), Sex.parse(patient.textAt("sex")));
  }

  /** The attribute {@code defaultage} is what the cart takes for granted, and no age. */
  private static OptionalInt age(XmlElement patient, Optional<LocalDate> day) {
    for (String unit : AGE_UNITS) {
      OptionalInt age = PatientAge.of(patient.textAt("age", unit), unit);
      if (age.isPresent()) {
        return age;
      }
    }
    Optional<LocalDate> birth =
        XmlFields.day(patient.textAt("age", "dateofbirth"), DateTimeFormatter.ISO_DATE);
    return birth.isPresent() && day.isPresent()
        ? PatientAge.between(birth.get(), day.get())
        : OptionalInt.empty();
  }

  /** The statements of the latest interpretation, without the criteria on their right-hand side. */
  private static List<Label> labels(XmlElement root, CodeSystem codes) {
    Optional<XmlElement> latest =
        root.child("interpretations").map(i -> i.children("interpretation")).stream()
            .flatMap(List::stream)
            .max(Comparator.comparing(i -> i.attribute("date") + " " + i.attribute("time")));
    if (latest.isEmpty()) {
      return List.of();
    }
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement(latest.get().textAt("severity"), ""));
    for (XmlElement statement : latest.get().children("statement")) {
      String text = statement.textAt("leftstatement");
      statements.add(new Statement(statement.textAt("statementcode"), text));
      statements.add(new Statement(text, ""));
    }
    String origin = validatedByHuman(root).equals("true") ? "overread" : "machine";
    return new Statements(codes).labels(statements, origin);
  }

  private static String validatedByHuman(XmlElement root) {
    return switch (root.attribute("status").toLowerCase(Locale.ROOT)) {
      case "confirmed" -> "true";
      case "unconfirmed", "await confirm" -> "false";
      default -> "";
    };
  }

  private static AcquisitionContext context(XmlElement root) {
    XmlElement acquisition = root.child("dataacquisition").orElseThrow();
    String site = acquisition.textAt("acquirer", "institutionid");
    return new AcquisitionContext(
        "Philips",
        acquisition.textAt("machine"),
        site.isEmpty() ? acquisition.textAt("acquirer", "institutionlocationid") : site,
        filters(acquisition),
        switch (root.textAt("patient", "generalpatientdata", "pacestatus")
            .toLowerCase(Locale.ROOT)) {
          case "paced" -> "yes";
          case "not paced" -> "no";
          default -> "";
        },
        validatedByHuman(root));
  }

  /**
   * What was done to the stored signal; the filters of {@code reportbandwidth} are of the print.
   */
  private static String filters(XmlElement acquisition) {
    XmlElement signal = acquisition.child("signalcharacteristics").orElseThrow();
    OptionalDouble low = XmlFields.number(signal.textAt("hipass"));
    OptionalDouble high = XmlFields.number(signal.textAt("lowpass"));
    String[] band = signal.textAt("signalbandwidth").split("-", -1);
    if (low.isEmpty() && high.isEmpty() && band.length == 2) {
      low = XmlFields.number(band[0]);
      high = XmlFields.number(band[1]);
    }
    OptionalDouble notch =
        signal.textAt("notchfiltered").equalsIgnoreCase("True")
            ? XmlFields.number(signal.textAt("notchfilterfreqs").split("\\s", 2)[0])
            : OptionalDouble.empty();
    return AcquisitionFilters.text(low, high, notch);
  }
}
