package org.ecgnat.preprocessing.format.matlab;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ecgnat.preprocessing.format.DeclaredUnit;
import org.ecgnat.preprocessing.format.FileNames;
import org.ecgnat.preprocessing.format.LeadRows;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;
import org.ecgnat.preprocessing.recording.Sex;

/**
 * Reads the variables of MAT-files that a source declares. A file with a WFDB header of the same
 * name is that record's signal file, and is left to it.
 */
public final class MatlabReader implements RecordingReader {
  private static final int OLDEST = 150;

  @Override
  public String format() {
    return "matlab";
  }

  /** Without a layout nothing is recognised. */
  @Override
  public boolean recognises(String fileName, byte[] head) {
    return false;
  }

  @Override
  public boolean recognises(String fileName, byte[] head, ReadOptions options) {
    return options.matlab().covers(fileName);
  }

  /**
   * {@inheritDoc}
   *
   * @return one recording, or none where the file belongs to a WFDB header
   */
  @Override
  public List<EcgRecording> read(
      SiblingFiles.Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException, IOException {
    if (siblings.read(FileNames.stem(mainName) + ".hea").isPresent()) {
      return List.of();
    }
    MatlabLayout layout = options.matlab();
    MatArray signal = required(main.bytes(), layout.signal());
    LeadRows rows = leads(signal, layout);
    return List.of(
        rows.recording(
            FileNames.stem(mainName),
            rateHz(main.bytes(), layout),
            layout.declaredUnit(),
            options,
            patient(main.bytes(), layout),
            main.sourceFile()));
  }

  private static LeadRows leads(MatArray signal, MatlabLayout layout)
      throws UnreadableRecordingException {
    List<Optional<Lead>> named = LeadRows.named(layout.leads());
    boolean inRows = signal.rows() == named.size();
    if (!inRows && signal.columns() != named.size()) {
      throw new UnreadableRecordingException(
          Reason.UNREADABLE_HEADER,
          "The signal is a matrix of "
              + signal.rows()
              + " by "
              + signal.columns()
              + ", neither of which is the number of leads that the source file declares");
    }
    DeclaredUnit unit = layout.declaredUnit();
    int samples = inRows ? signal.columns() : signal.rows();
    LeadRows rows = new LeadRows();
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i).isPresent()) {
        float[] lead = new float[samples];
        for (int s = 0; s < samples; s++) {
          lead[s] = unit.toMillivolts(inRows ? signal.get(i, s) : signal.get(s, i));
        }
        rows.add(named.get(i).get(), lead);
      }
    }
    return rows;
  }

  private static MatArray required(byte[] content, String variable)
      throws UnreadableRecordingException {
    return MatFile.find(content, variable)
        .orElseThrow(
            () ->
                new UnreadableRecordingException(
                    Reason.NO_SIGNAL,
                    "The MAT-file lacks a variable that its layout names; check matlab in the"
                        + " source file"));
  }

  private static double rateHz(byte[] content, MatlabLayout layout)
      throws UnreadableRecordingException {
    if (layout.samplingRateHz() > 0) {
      return layout.samplingRateHz();
    }
    MatArray rate = required(content, layout.samplingRate());
    double rateHz = rate.rows() == 1 && rate.columns() == 1 ? rate.get(0, 0) : 0;
    if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
      throw new UnreadableRecordingException(
          Reason.UNREADABLE_HEADER, "The MAT-file's sampling rate is no positive number");
    }
    return rateHz;
  }

  private static Patient patient(byte[] content, MatlabLayout layout)
      throws UnreadableRecordingException {
    Optional<MatArray> age =
        layout.age().isEmpty() ? Optional.empty() : MatFile.find(content, layout.age());
    Optional<MatArray> sex =
        layout.sex().isEmpty() ? Optional.empty() : MatFile.find(content, layout.sex());
    double years =
        age.filter(a -> a.rows() == 1 && a.columns() == 1).map(a -> a.get(0, 0)).orElse(-1.0);
    return new Patient(
        "",
        years >= 0 && years <= OLDEST ? OptionalInt.of((int) years) : OptionalInt.empty(),
        sex.map(s -> Sex.parse(s.text())).orElse(Sex.UNKNOWN));
  }
}
