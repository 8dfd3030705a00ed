package org.ecgnat.model.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;
import org.ecgnat.model.training.Crops;

/** The JSON files of a model directory: each starts with a format and its version. */
final class ModelJson {

  static final String FORMAT = "ecgnat-model";
  static final int VERSION = 1;

  private static final String FORMAT_KEY = "format";
  private static final String VERSION_KEY = "formatVersion";
  private static final String KIND_KEY = "kind";
  private static final String CROPS_KEY = "crops";
  private static final String RECIPE_HASH_KEY = "recipeHash";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ModelJson() {}

  /** A value as an object whose first fields are the format and its version. */
  static ObjectNode envelope(Object value) {
    ObjectNode tree = MAPPER.createObjectNode();
    tree.put(FORMAT_KEY, FORMAT);
    tree.put(VERSION_KEY, VERSION);
    tree.setAll((ObjectNode) MAPPER.valueToTree(value));
    return tree;
  }

  /** Reads what {@link #envelope} made. */
  static <T> T open(ObjectNode tree, Class<T> type, String name) throws ModelFormatException {
    try {
      tree.remove(List.of(FORMAT_KEY, VERSION_KEY));
      // models made before recipes had a policy
      if (tree.path("recipe").path("findings") instanceof ObjectNode findings
          && !findings.has("policy")) {
        findings.putObject("policy");
      }
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ModelFormatException(
          name + " does not describe a model: " + firstLine(e.getMessage()), e);
    }
  }

  /** Parses a file's bytes and checks the format and its version. */
  static ObjectNode parse(byte[] json, String name) throws IOException {
    JsonNode tree;
    try {
      tree = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          name + " is no valid JSON: " + e.getOriginalMessage() + ". Copy the model again.", e);
    }
    if (!(tree instanceof ObjectNode object)
        || !FORMAT.equals(object.path(FORMAT_KEY).asText())
        || !object.path(VERSION_KEY).isInt()) {
      throw new ModelFormatException(name + " was not written by this project");
    }
    int version = object.path(VERSION_KEY).intValue();
    if (version > VERSION) {
      throw new ModelFormatException(
          "%s is of format version %d, newer than the %d that this program knows: update the program"
              .formatted(name, version, VERSION));
    }
    return object;
  }

  static ObjectNode describe(ModelDescription description) {
    ObjectNode tree = envelope(description);
    tree.put(KIND_KEY, description.task().isPresent() ? "classifier" : "encoder");
    tree.put(RECIPE_HASH_KEY, description.recipe().hash());
    return tree;
  }

  static ModelDescription description(byte[] json, String name) throws IOException {
    ObjectNode tree = parse(json, name);
    JsonNode hash = tree.remove(RECIPE_HASH_KEY);
    tree.remove(KIND_KEY);
    if (!tree.has(CROPS_KEY)) {
      // made before there were crops
      tree.set(CROPS_KEY, MAPPER.valueToTree(Crops.NONE));
    }
    ModelDescription description = open(tree, ModelDescription.class, name);
    if (hash == null || !description.recipe().hash().equals(hash.asText())) {
      throw new ModelFormatException(
          name
              + ": this program conditions recordings otherwise than the one that trained the model"
              + " (recipe hash "
              + description.recipe().hash()
              + " instead of "
              + (hash == null ? "none" : hash.asText())
              + "): use the program's version named in its provenance");
    }
    return description;
  }

  private static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
