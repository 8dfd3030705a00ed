package org.ecgnat.preprocessing.format.wfdb;

import java.util.List;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Reads annotation files, for fuzzing. They are no recordings: all end in a refusal. */
public final class AnnotationFiles implements RecordingReader {
  @Override
  public String format() {
    return "annotations";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return fileName.endsWith(".atr") || fileName.endsWith(".qrs");
  }

  @Override
  public List<EcgRecording> read(
      Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    WfdbAnnotations read = WfdbAnnotations.read(main.bytes());
    throw new UnreadableRecordingException(
        Reason.NO_STANDARD_LEAD,
        read.annotations().size() + " annotations, " + read.beats().size() + " of them beats");
  }
}
