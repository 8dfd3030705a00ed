package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ecgnat.preprocessing.format.RecordKeys;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recordings as their files hold them, for a look at what a corpus set aside. */
public final class OriginalSignals {
  private static final Logger log = LoggerFactory.getLogger(OriginalSignals.class);

  /** Only a look: what is larger is not read on the driver. */
  private static final long MOST_BYTES = 64L << 20;

  private OriginalSignals() {}

  /**
   * Reads a recording from where the corpus says that it lay.
   *
   * @param source what its source is
   * @param mainFile the stored path of its main file
   * @param recordKey its stored key
   * @return empty where the source is private, for paths and keys are pseudonyms there, and where
   *     the file is gone or does not decode
   */
  public static Optional<EcgRecording> read(
      Configuration hadoop, SourceDefinition source, String mainFile, String recordKey) {
    if (source.phi()) {
      return Optional.empty();
    }
    try {
      Path path = new Path(mainFile);
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      if (!status.isFile() || status.getLen() > MOST_BYTES) {
        return Optional.empty();
      }
      String parent = path.getParent() + "/";
      InputFolder folder = new InputFolder(parent, FolderFiles.of(hadoop, parent));
      byte[] head = folder.head(path.getName(), RecordingFormats.HEAD_BYTES);
      Optional<RecordingReader> reader =
          RecordingFormats.find(path.getName(), head, source.readOptions());
      Optional<SiblingFiles.Content> content = folder.read(path.getName());
      if (reader.isEmpty() || content.isEmpty()) {
        return Optional.empty();
      }
      return reader.get().read(content.get(), path.getName(), folder, source.readOptions()).stream()
          .filter(
              found -> {
                String name = RecordKeys.of(found.recordKey(), path.getName());
                return recordKey.equals(name) || recordKey.endsWith("/" + name);
              })
          .findFirst();
    } catch (UnreadableRecordingException | IOException | RuntimeException e) {
      // the corpus says why it was set aside; that it cannot be drawn is no news
      log.debug("A recording that was set aside cannot be drawn: {}", e.getClass().getName());
      return Optional.empty();
    }
  }
}
