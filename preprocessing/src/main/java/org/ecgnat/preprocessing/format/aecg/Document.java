package org.ecgnat.preprocessing.format.aecg;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNSUPPORTED_FORMAT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ecgnat.preprocessing.format.PatientAge;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.xml.XmlCursor;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/** A document, read once from front to back. Names, free text and the birth date stay here. */
final class Document {
  static final String ROOT = "AnnotatedECG";

  /** LOINC: reported age, calculated age, age. */
  private static final List<String> AGES = List.of("21612-7", "29553-5", "30525-0");

  private final Annotations annotations = new Annotations();
  private final List<Series> series = new ArrayList<>();
  private Optional<HlTime> time = Optional.empty();
  private Optional<HlTime> birth = Optional.empty();
  private OptionalInt reportedAge = OptionalInt.empty();
  private Sex sex = Sex.UNKNOWN;
  private String patientId = "";
  private String site = "";

  private Document() {}

  /** Reads a document. */
  static Document parse(byte[] bytes, UnitRule rule) throws UnreadableRecordingException {
    XmlCursor xml = XmlCursor.open(bytes);
    if (!xml.nextChild(0) || !xml.name().equals(ROOT)) {
      throw new UnreadableRecordingException(
          UNSUPPORTED_FORMAT, "The XML file is no annotated ECG: its root is not " + ROOT);
    }
    Document document = new Document();
    while (xml.nextChild(1)) {
      switch (xml.name()) {
        case "effectiveTime" -> document.time = Series.start(xml);
        case "componentOf", "location" -> document.subject(xml);
        case "controlVariable" -> document.observation(xml);
        case "component" -> {
          while (xml.nextChild(2)) {
            if (xml.name().equals("series")) {
              document.series.add(Series.parse(xml, rule, document.annotations));
            }
          }
        }
        default -> {
          // identifiers, codes, comments
        }
      }
    }
    if (xml.nextChild(0)) { // what is malformed behind the root counts too
      throw Quantities.fault("it has a second root");
    }
    return document;
  }

  List<Series> series() {
    return series;
  }

  Annotations annotations() {
    return annotations;
  }

  /** When the recording was made as a whole. */
  Optional<HlTime> time() {
    return time;
  }

  /** The code of the site where the recording was made, empty where none is stated. */
  String site() {
    return site;
  }

  /**
   * The patient.
   *
   * @param recorded when the recording was made
   */
  Patient patient(Optional<HlTime> recorded) {
    OptionalInt age =
        birth.isPresent() && recorded.isPresent()
            ? PatientAge.between(birth.get().day(), recorded.get().day())
            : OptionalInt.empty();
    return new Patient(patientId, age.isPresent() ? age : reportedAge, sex);
  }

  private void subject(XmlCursor xml) throws UnreadableRecordingException {
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      switch (xml.name()) {
        case "id" -> {
          switch (xml.parent()) {
            case "trialSubject" -> patientId = identifier(xml);
            case "testingSite" -> site = identifier(xml);
            case "trialSite" -> site = site.isEmpty() ? identifier(xml) : site;
            default -> {
              // of someone else
            }
          }
        }
        case "administrativeGenderCode" -> sex = Sex.parse(xml.attribute("code"));
        case "birthTime" -> birth = HlTime.parse(xml.attribute("value"));
        default -> {
          // names, trial, visit
        }
      }
    }
  }

  private static String identifier(XmlCursor xml) {
    String extension = xml.attribute("extension");
    return extension.isEmpty() ? xml.attribute("root") : extension;
  }

  private void observation(XmlCursor xml) throws UnreadableRecordingException {
    String code = "";
    int depth = xml.depth();
    while (xml.nextWithin(depth)) {
      if (xml.name().equals("code")) {
        code = xml.attribute("code");
      } else if (xml.name().equals("value") && AGES.contains(code)) {
        String unit =
            switch (xml.attribute("unit")) {
              case "a", "" -> "years";
              case "mo" -> "months";
              case "wk" -> "weeks";
              case "d" -> "days";
              default -> "unknown";
            };
        reportedAge = PatientAge.of(xml.attribute("value"), unit);
      }
    }
  }
}
