package org.ecgnat.preprocessing.source;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Layout;
import org.ecgnat.preprocessing.format.matlab.MatlabLayout;
import org.ecgnat.preprocessing.format.text.TextLayout;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;

/**
 * A source of recordings: {@code conf/sources/NAME.yaml}. Absent keys take the value that is given
 * here.
 *
 * @param name the name under which its recordings are stored: lower-case letters, digits, hyphens,
 *     underscores
 * @param formats names of the formats that its recordings may have; empty (absent) for any
 * @param phi whether identifiers and paths are private and are stored as pseudonyms only; true
 *     where absent
 * @param recordKey what tells its recordings apart; {@code name} where absent. Recordings that a
 *     corpus holds keep the keys that they were read under
 * @param patientNamespace sources that share it share patients: equal identifiers mean the same
 *     person, and land in the same fold; absent, the name
 * @param standardised whether amplitudes are lost, so that any unit is read as one of unknown size;
 *     false where absent
 * @param priorBand lower and upper corner in Hz of the filter that the signals went through
 *     already; empty (absent) where they are raw
 * @param headerCodes what counts as a diagnosis code in the header of a recording; absent, nothing
 * @param labels the table of its labels; absent, none
 * @param text how its text files hold recordings; absent, none do
 * @param matlab where its MAT-files hold recordings; absent, only those with a WFDB header do
 * @param hdf5 where its HDF5 files hold exams; absent, as in CODE-15%
 */
public record SourceDefinition(
    String name,
    List<String> formats,
    Boolean phi,
    RecordKeyRule recordKey,
    String patientNamespace,
    Boolean standardised,
    List<Double> priorBand,
    CodeSystem headerCodes,
    LabelTable labels,
    TextLayout text,
    MatlabLayout matlab,
    Hdf5Layout hdf5)
    implements Serializable {

  /** Also the name of a folder in the corpus. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

  /**
   * Replaces what is absent.
   *
   * @throws IllegalArgumentException for a bad name or band, or a layout without a unit
   */
  public SourceDefinition {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "A source's name has lower-case letters, digits, hyphens and underscores");
    }
    formats = formats == null ? List.of() : List.copyOf(formats);
    phi = phi == null || phi;
    recordKey = recordKey == null ? RecordKeyRule.NAME : recordKey;
    patientNamespace = patientNamespace == null ? name : patientNamespace;
    standardised = standardised != null && standardised;
    priorBand = priorBand == null ? List.of() : List.copyOf(priorBand);
    if (!priorBand.isEmpty() && !(priorBand.size() == 2 && priorBand.get(0) < priorBand.get(1))) {
      throw new IllegalArgumentException(
          "priorBand of source " + name + " is not [lower, upper] in Hz");
    }
    headerCodes = headerCodes == null ? CodeSystem.NONE : headerCodes;
    labels = labels == null ? LabelTable.NONE : labels.withDefaultCodes(headerCodes);
    text = text == null ? TextLayout.NONE : text;
    matlab = matlab == null ? MatlabLayout.NONE : matlab;
    hdf5 = hdf5 == null ? Hdf5Layout.CODE : hdf5;
    if (!standardised && text.isDeclared() && !text.declaredUnit().known()) {
      throw new IllegalArgumentException(
          "text needs unit or unitsPerMillivolt; where amplitudes are unknown, standardised: true");
    }
    if (!standardised && matlab.isDeclared() && !matlab.declaredUnit().known()) {
      throw new IllegalArgumentException(
          "matlab needs unit or unitsPerMillivolt; where amplitudes are unknown, standardised:"
              + " true");
    }
  }

  /** The prior band as a recording holds it. */
  public Optional<Band> band() {
    return priorBand.isEmpty()
        ? Optional.empty()
        : Optional.of(new Band(priorBand.get(0), priorBand.get(1)));
  }

  /** What readers need to know. */
  public ReadOptions readOptions() {
    return new ReadOptions(
        standardised ? UnitRule.STANDARDISED : UnitRule.VOLTAGE_ONLY,
        headerCodes,
        text,
        matlab,
        hdf5);
  }
}
