package org.ecgnat.model.artifact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.ecgnat.model.Trainers;
import org.ecgnat.model.training.ParameterLayout;

/**
 * A model on disk: weights, description, card, and a manifest that is written last. Opening one
 * checks every name, size and checksum and runs nothing from it.
 */
public final class ModelDirectory {

  private static final String WEIGHTS = "weights.safetensors";
  private static final String DESCRIPTION = "model.json";
  private static final String CARD = "MODEL_CARD.md";
  private static final String SERVING = "serving.properties";
  private static final List<String> FILES = List.of(WEIGHTS, DESCRIPTION, CARD, SERVING);
  private static final int VERSION_DIGITS = 12;

  private final Path path;
  private final ModelDescription description;
  private final String version;

  private ModelDirectory(Path path, ModelDescription description, String version) {
    this.path = path;
    this.description = description;
    this.version = version;
  }

  /**
   * Writes a model directory, which appears whole or not at all.
   *
   * @param target must not exist; its parent is made where it is missing
   * @param layout names and shapes of the weights: those of a classifier, or of any network with an
   *     encoder where the description has no task; only what the model needs is kept
   * @param weights {@code (parameters)}
   * @throws FileAlreadyExistsException where there is something at the target
   */
  public static ModelDirectory write(
      Path target, ModelDescription description, ParameterLayout layout, float[] weights)
      throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "a model is never overwritten: choose another directory");
    }
    Files.createDirectories(absolute.getParent());
    Path temporary =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID());
    Files.createDirectory(temporary);
    try {
      SafeTensors kept = kept(description, SafeTensors.ofWeights(layout, weights, Map.of()));
      kept.write(temporary.resolve(WEIGHTS));
      Files.write(
          temporary.resolve(DESCRIPTION),
          ModelJson.MAPPER.writeValueAsBytes(ModelJson.describe(description)));
      Files.writeString(temporary.resolve(CARD), ModelCard.of(description, kept));
      Files.writeString(temporary.resolve(SERVING), serving());
      Files.write(
          temporary.resolve(Manifest.NAME),
          ModelJson.MAPPER.writeValueAsBytes(ModelJson.envelope(Manifest.of(temporary, FILES))));
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
    return open(absolute);
  }

  /**
   * Opens a model directory and checks all of it.
   *
   * @throws ModelFormatException where something is missing, changed, foreign or newer
   */
  public static ModelDirectory open(Path path) throws IOException {
    Path manifestFile = path.resolve(Manifest.NAME);
    if (!Files.isRegularFile(manifestFile, LinkOption.NOFOLLOW_LINKS)) {
      throw new ModelFormatException(
          Files.isDirectory(path)
              ? path + " is no complete model directory: it has no " + Manifest.NAME
              : "There is no model directory at " + path);
    }
    Manifest manifest =
        ModelJson.open(
            ModelJson.parse(Files.readAllBytes(manifestFile), manifestFile.toString()),
            Manifest.class,
            manifestFile.toString());
    try (Stream<Path> children = Files.list(path)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (!FILES.contains(name) && !name.equals(Manifest.NAME)) {
          throw new ModelFormatException(
              child + " does not belong in a model directory: remove it, or copy the model again");
        }
      }
    }
    for (String name : FILES) {
      manifest.verify(path, name);
    }
    Path description = path.resolve(DESCRIPTION);
    return new ModelDirectory(
        path,
        ModelJson.description(Files.readAllBytes(description), description.toString()),
        manifest.files().get(WEIGHTS).sha256().substring(0, VERSION_DIGITS));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** What {@code model.json} says. */
  public ModelDescription description() {
    return description;
  }

  /** The first 12 hexadecimal digits of the SHA-256 of the weights' file. */
  public String version() {
    return version;
  }

  /** Reads the weights. */
  public SafeTensors weights() throws IOException {
    return SafeTensors.read(path.resolve(WEIGHTS));
  }

  /**
   * Copies the encoder's weights into those of another network.
   *
   * @param layout of the network that receives them
   * @param target its weights, of which those of the encoder are overwritten
   * @throws IllegalArgumentException where the encoders differ
   */
  public void copyEncoder(ParameterLayout layout, float[] target) throws IOException {
    SafeTensors weights = weights();
    ParameterLayout own = weights.layout();
    Trainers.transferEncoder(own, weights.toWeights(own), layout, target);
  }

  /** Parameters that only training needs stay behind. */
  private static SafeTensors kept(ModelDescription description, SafeTensors all) {
    Map<String, Tensor> kept = new LinkedHashMap<>(all.tensors());
    kept.keySet()
        .removeIf(
            name ->
                description.task().isEmpty()
                    ? !name.startsWith(Trainers.ENCODER_PREFIX)
                    : name.startsWith("projection."));
    return new SafeTensors(kept, Map.of("format", ModelJson.FORMAT));
  }

  private static String serving() {
    return """
        engine=PyTorch
        blockFactory=org.ecgnat.model.artifact.EcgBlockFactory
        option.hasParameter=false
        """;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
