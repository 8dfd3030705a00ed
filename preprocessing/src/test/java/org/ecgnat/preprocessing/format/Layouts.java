package org.ecgnat.preprocessing.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.source.SourceDefinition;

/** Reads files through sources that tests declare, as YAML as a user writes it. */
public final class Layouts {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private Layouts() {}

  /**
   * What a source with this layout says about its files.
   *
   * @throws IllegalArgumentException where it makes no source
   */
  public static ReadOptions options(String yaml) {
    try {
      return YAML.readValue("name: test\n" + yaml, SourceDefinition.class).readOptions();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Reads a file that has no companions. */
  public static List<EcgRecording> read(String name, byte[] content, ReadOptions options)
      throws Exception {
    return read(name, content, options, sibling -> Optional.empty());
  }

  /** Reads a file. */
  public static List<EcgRecording> read(
      String name, byte[] content, ReadOptions options, SiblingFiles siblings) throws Exception {
    return RecordingFormats.find(name, content, options)
        .orElseThrow()
        .read(new SiblingFiles.Content(content, name, Instant.EPOCH), name, siblings, options);
  }

  /** Reads a file of the shared data that holds one recording. */
  public static EcgRecording shared(String file, ReadOptions options) throws Exception {
    Path path = SharedData.path(file);
    LocalFolder folder = LocalFolder.of(path);
    String name = path.getFileName().toString();
    byte[] content = folder.read(name).orElseThrow().bytes();
    return read(name, content, options, folder).get(0);
  }
}
