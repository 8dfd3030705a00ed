package org.ecgnat.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.ParameterLayout;
import org.ecgnat.model.training.TrainerSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {

  @TempDir Path folder;

  @Test
  void opensWhatItWrote() throws IOException {
    TrainerSpec spec = MicroModel.classifierSpec();
    float[] weights = Trainers.initialWeights(spec);
    ModelDescription description = MicroModel.description(Optional.of(MicroModel.TASK));
    ModelDirectory.write(folder.resolve("a/model"), description, Trainers.layout(spec), weights);

    ModelDirectory opened = ModelDirectory.open(folder.resolve("a/model"));
    assertThat(opened.description()).isEqualTo(description);
    assertThat(opened.version()).matches("[0-9a-f]{12}");
    assertThat(opened.weights().tensors()).containsKey("head.weight");
    assertThat(folder.resolve("a")).isDirectoryNotContaining(file -> !file.endsWith("model"));
    assertThat(folder.resolve("a/model/MODEL_CARD.md"))
        .content()
        .contains("not a medical device", "ptbxl-superclass", "| MI | max | 0.4 |");
  }

  @Test
  void keepsTheEncoderAloneWithoutATask() throws IOException {
    TrainerSpec spec = MicroModel.reconstructionSpec();
    float[] weights = Trainers.initialWeights(spec);
    ModelDirectory written =
        ModelDirectory.write(
            folder.resolve("encoder"),
            MicroModel.description(Optional.empty()),
            Trainers.layout(spec),
            weights);

    assertThat(written.weights().tensors().keySet())
        .isNotEmpty()
        .allMatch(name -> name.startsWith("encoder."));
    TrainerSpec classifier = MicroModel.classifierSpec();
    ParameterLayout layout = Trainers.layout(classifier);
    float[] target = new float[layout.size()];
    written.copyEncoder(layout, target);
    float[] expected = new float[layout.size()];
    Trainers.transferEncoder(Trainers.layout(spec), weights, layout, expected);
    assertThat(target).isEqualTo(expected);
    assertThatThrownBy(() -> written.description().requireTask())
        .hasMessageContaining("encoder alone");
  }

  @Test
  void neverOverwrites() throws IOException {
    Files.createDirectory(folder.resolve("model"));
    assertThatThrownBy(() -> write(folder.resolve("model")))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("never overwritten");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weights.safetensors",
        "model.json",
        "MODEL_CARD.md",
        "serving.properties",
        "MANIFEST.json"
      })
  void refusesAMissingFile(String name) throws IOException {
    Path model = write(folder.resolve("model")).path();
    Files.delete(model.resolve(name));
    assertThatThrownBy(() -> ModelDirectory.open(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"weights.safetensors", "model.json", "MODEL_CARD.md", "serving.properties"})
  void refusesAChangedFile(String name) throws IOException {
    Path model = write(folder.resolve("model")).path();
    byte[] bytes = Files.readAllBytes(model.resolve(name));
    bytes[bytes.length / 2] ^= 1;
    Files.write(model.resolve(name), bytes);
    assertThatThrownBy(() -> ModelDirectory.open(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("changed");
  }

  @Test
  void refusesForeignFilesFoldersAndNewerFormats() throws IOException {
    assertThatThrownBy(() -> ModelDirectory.open(folder.resolve("nowhere")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("There is no model directory");
    Path model = write(folder.resolve("model")).path();
    Files.createDirectory(model.resolve("libs"));
    assertThatThrownBy(() -> ModelDirectory.open(model))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("libs does not belong");
    Files.delete(model.resolve("libs"));
    Path manifest = model.resolve("MANIFEST.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertThatThrownBy(() -> ModelDirectory.open(model)).hasMessageContaining("newer than");
    Files.writeString(manifest, text.replace("ecgnat-model", "other"));
    assertThatThrownBy(() -> ModelDirectory.open(model))
        .hasMessageContaining("not written by this project");
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> ModelDirectory.open(model)).hasMessageContaining("no valid JSON");
  }

  private static ModelDirectory write(Path target) throws IOException {
    TrainerSpec spec = MicroModel.reconstructionSpec();
    return ModelDirectory.write(
        target,
        MicroModel.description(Optional.empty()),
        Trainers.layout(spec),
        Trainers.initialWeights(spec));
  }
}
