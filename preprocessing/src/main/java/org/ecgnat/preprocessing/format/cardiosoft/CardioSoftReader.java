package org.ecgnat.preprocessing.format.cardiosoft;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_STANDARD_LEAD;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNKNOWN_UNIT;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.ecgnat.preprocessing.format.AcquisitionFilters;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.PatientAge;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
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
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Reads the {@code StripData} of GE CardioSoft and CASE XML (root {@code CardiologyXML}): decimal
 * samples with commas between them, all twelve leads stored. MedianSamples and vector loops are no
 * rhythm. Files with {@code FullDisclosureData} only, of exercise tests, are refused.
 */
public final class CardioSoftReader implements RecordingReader {
  private static final String ROOT = "CardiologyXML";

  /** Large parts that nothing is read from. */
  private static final Set<String> SKIPPED =
      Set.of("RestingECGMeasurements", "VectorLoops", "ArrhythmiaResults", "FullDisclosureData");

  @Override
  public String format() {
    return "cardiosoft";
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
    Optional<XmlElement> strip = root.child("StripData");
    if (strip.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_SIGNAL, "The file holds no StripData; export a resting ECG");
    }
    Map<Lead, float[]> leads = leads(strip.get(), options.unitRule());
    return List.of(
        new EcgRecording(
            FileNames.stem(mainName),
            XmlFields.positive(strip.get().textAt("SampleRate"), "SampleRate"),
            List.copyOf(leads.keySet()),
            leads.values().toArray(float[][]::new),
            options.unitRule().amplitude(),
            Optional.empty(),
            patient(root),
            recordedAt(root),
            labels(root, options.headerCodes()),
            context(root),
            List.of(main.sourceFile())));
  }

  private static Map<Lead, float[]> leads(XmlElement strip, UnitRule unitRule)
      throws UnreadableRecordingException {
    double perUnit = millivoltsPerUnit(strip, unitRule);
    int samples =
        XmlFields.count(strip.textAt("ChannelSampleCountTotal"), "ChannelSampleCountTotal");
    Map<Lead, float[]> leads = new EnumMap<>(Lead.class);
    for (XmlElement data : strip.children("WaveformData")) {
      Optional<Lead> lead = Lead.parse(data.attribute("lead"));
      if (lead.isPresent()
          && leads.put(lead.get(), SampleList.parse(data.text(), samples, perUnit, lead.get()))
              != null) {
        throw new UnreadableRecordingException(
            UNREADABLE_HEADER, "StripData holds lead " + lead.get().label() + " twice");
      }
    }
    if (leads.isEmpty()) {
      throw new UnreadableRecordingException(
          NO_STANDARD_LEAD, "No WaveformData of StripData is of one of the twelve leads");
    }
    return leads;
  }

  private static double millivoltsPerUnit(XmlElement strip, UnitRule unitRule)
      throws UnreadableRecordingException {
    double resolution = XmlFields.positive(strip.textAt("Resolution"), "Resolution");
    String unit = strip.child("Resolution").map(r -> r.attribute("units")).orElse("");
    if (unit.toLowerCase(Locale.ROOT).equals("uvperlsb")) {
      return resolution * 1e-3;
    }
    if (unitRule == UnitRule.STANDARDISED) {
      return resolution;
    }
    throw new UnreadableRecordingException(UNKNOWN_UNIT, "Resolution is not in uVperLsb");
  }

  private static Patient patient(XmlElement root) {
    XmlElement info =
        root.child("PatientInfo")
            .orElseGet(() -> new XmlElement("PatientInfo", Map.of(), List.of(), ""));
    OptionalInt age =
        PatientAge.of(
            info.textAt("Age"), info.child("Age").map(a -> a.attribute("units")).orElse(""));
    Optional<LocalDate> birth = info.child("BirthDateTime").flatMap(CardioSoftReader::day);
    Optional<LocalDate> recorded = root.child("ObservationDateTime").flatMap(CardioSoftReader::day);
    if (age.isEmpty() && birth.isPresent() && recorded.isPresent()) {
      age = PatientAge.between(birth.get(), recorded.get());
    }
    return new Patient(info.textAt("PID"), age, Sex.parse(info.textAt("Gender")));
  }

  private static Optional<LocalDate> day(XmlElement time) {
    try {
      return Optional.of(LocalDate.of(part(time, "Year"), part(time, "Month"), part(time, "Day")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> recordedAt(XmlElement root) {
    Optional<XmlElement> time = root.child("ObservationDateTime");
    try {
      return time.flatMap(CardioSoftReader::day)
          .map(
              day ->
                  day.atTime(
                          LocalTime.of(
                              part(time.get(), "Hour"),
                              part(time.get(), "Minute"),
                              part(time.get(), "Second")))
                      .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A part of a date; one that no date has where it is absent. */
  private static int part(XmlElement time, String name) {
    return (int) XmlFields.number(time.textAt(name)).orElse(-1);
  }

  private static List<Label> labels(XmlElement root, CodeSystem codes) {
    List<Statement> lines =
        root.at("Interpretation", "Diagnosis").map(d -> d.children("DiagnosisText")).stream()
            .flatMap(List::stream)
            .map(line -> new Statement(line.text(), ""))
            .toList();
    return new Statements(codes).labels(lines, "machine");
  }

  private static AcquisitionContext context(XmlElement root) {
    return new AcquisitionContext(
        "GE",
        root.textAt("ClinicalInfo", "DeviceInfo", "Desc"),
        "",
        filters(root),
        switch (root.textAt("PatientInfo", "PaceMaker").toLowerCase(Locale.ROOT)) {
          case "yes" -> "yes";
          case "no" -> "no";
          default -> "";
        },
        "");
  }

  private static String filters(XmlElement root) {
    OptionalDouble notch = OptionalDouble.empty();
    if (root.textAt("FilterSetting", "Filter50Hz").equalsIgnoreCase("Yes")) {
      notch = OptionalDouble.of(50);
    } else if (root.textAt("FilterSetting", "Filter60Hz").equalsIgnoreCase("Yes")) {
      notch = OptionalDouble.of(60);
    }
    return AcquisitionFilters.text(
        OptionalDouble.empty(), XmlFields.number(root.textAt("FilterSetting", "LowPass")), notch);
  }
}
