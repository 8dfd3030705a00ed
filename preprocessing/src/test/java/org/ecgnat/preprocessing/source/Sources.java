package org.ecgnat.preprocessing.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.RecordingFormats;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.AcquisitionContext;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Label;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Patient;

/** The shipped source files, bound as jobs binds them, and recordings read through them. */
final class Sources {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private Sources() {}

  static SourceDefinition shipped(String name) throws IOException {
    return parse(Files.readString(Path.of("../conf/sources", name + ".yaml")));
  }

  static SourceDefinition parse(String yaml) throws JsonProcessingException {
    return YAML.treeToValue(YAML.readTree(yaml), SourceDefinition.class);
  }

  static LabelFiles files(String name, String text) {
    return file ->
        file.equals(name) ? Optional.of(text.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
  }

  /** An annotator whose label files lie around a folder of the shared data. */
  static SourceAnnotator annotator(String source, String folder)
      throws SourceException, IOException {
    return SourceAnnotator.of(shipped(source), LabelFiles.around(SharedData.path(folder)));
  }

  /** Every record below a folder of the shared data, annotated. */
  static List<EcgRecording> recordings(SourceAnnotator annotator, String folder)
      throws IOException, UnreadableRecordingException {
    List<EcgRecording> recordings = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".hea")).sorted().toList()) {
        recordings.add(annotator.annotate(read(path, annotator.source())));
      }
    }
    return recordings;
  }

  /** The keys of every record below a folder of the shared data, annotated without reading them. */
  static List<EcgRecording> stubs(SourceAnnotator annotator, String folder) throws IOException {
    try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".hea"))
          .sorted()
          .map(name -> annotator.annotate(stub(name.substring(0, name.length() - 4))))
          .toList();
    }
  }

  /** A recording of which only the key is known. */
  static EcgRecording stub(String key, Label... labels) {
    return new EcgRecording(
        key,
        500,
        List.of(Lead.I),
        new float[1][10],
        Amplitude.MILLIVOLTS,
        Optional.empty(),
        Patient.UNKNOWN,
        Optional.empty(),
        List.of(labels),
        AcquisitionContext.UNKNOWN,
        List.of());
  }

  static EcgRecording read(Path path, SourceDefinition source)
      throws IOException, UnreadableRecordingException {
    LocalFolder folder = LocalFolder.of(path);
    String name = path.getFileName().toString();
    var main = folder.read(name).orElseThrow();
    return RecordingFormats.find(name, main.bytes(), source.readOptions())
        .orElseThrow()
        .read(main, name, folder, source.readOptions())
        .get(0);
  }
}
