package org.ecgnat.jobs.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ecgnat.jobs.cli.UserException;

/**
 * Reads YAML configuration into records: a name means the file shipped under {@code
 * conf/KIND/NAME.yaml}, anything with a slash or {@code .yaml} a file of the user's. Unknown keys
 * are refused.
 */
public final class ConfigFiles {
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private ConfigFiles() {}

  /**
   * Reads a configuration.
   *
   * @param type the record to bind to
   * @param kind the folder below {@code conf/}, such as {@code tasks}
   * @param nameOrFile a shipped name or a path
   * @param overrides {@code key=value} with dotted keys, applied over the file
   * @throws UserException where it is missing, malformed or has an unknown key
   */
  public static <T> T load(Class<T> type, String kind, String nameOrFile, List<String> overrides) {
    return parse(type, nameOrFile, text(kind, nameOrFile), overrides);
  }

  /**
   * Binds a configuration that is at hand as text.
   *
   * @param type the record to bind to
   * @param name what messages call it
   * @param text YAML
   * @param overrides {@code key=value} with dotted keys, applied over the text
   * @throws UserException where it is malformed or has an unknown key
   */
  public static <T> T parse(Class<T> type, String name, String text, List<String> overrides) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (!(tree instanceof ObjectNode root)) {
        throw new UserException("Cannot read configuration " + name + ": it is no YAML mapping");
      }
      for (String override : overrides) {
        apply(root, override);
      }
      return YAML.treeToValue(root, type);
    } catch (UnrecognizedPropertyException e) {
      throw new UserException(
          "Cannot read configuration "
              + name
              + ": unknown key '"
              + e.getPropertyName()
              + "'; known keys here are "
              + e.getKnownPropertyIds(),
          e);
    } catch (ValueInstantiationException e) {
      throw new UserException("Cannot read configuration " + name + ": " + why(e), e);
    } catch (JsonProcessingException e) {
      throw new UserException(
          "Cannot read configuration " + name + ": " + e.getOriginalMessage() + place(e), e);
    }
  }

  /** The record itself says what is wrong with its values, except that one is missing. */
  private static String why(ValueInstantiationException e) {
    if (e.getCause() instanceof NullPointerException) {
      Class<?> type = e.getType().getRawClass();
      return "a key is missing; its keys are "
          + Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }
    return e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage();
  }

  /** Whether a name means a configuration that is shipped. */
  public static boolean isShipped(String kind, String name) {
    return ConfigFiles.class.getClassLoader().getResource(resource(kind, name)) != null;
  }

  private static String resource(String kind, String name) {
    return "conf/" + kind + "/" + name + ".yaml";
  }

  /** The text of a configuration, for hashing and for keeping beside a result. */
  public static String text(String kind, String nameOrFile) {
    boolean isFile =
        nameOrFile.contains("/") || nameOrFile.endsWith(".yaml") || nameOrFile.endsWith(".yml");
    try {
      if (isFile) {
        Path path = Path.of(nameOrFile);
        if (!Files.isReadable(path)) {
          throw new UserException(
              "Cannot read configuration "
                  + nameOrFile
                  + ": no such readable file; check the path");
        }
        return Files.readString(path);
      }
      String shipped = resource(kind, nameOrFile);
      try (InputStream in = ConfigFiles.class.getClassLoader().getResourceAsStream(shipped)) {
        if (in == null) {
          throw new UserException(
              "Cannot find "
                  + nameOrFile
                  + " among conf/"
                  + kind
                  + "; give one of those names or a .yaml file");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UserException("Cannot read configuration " + nameOrFile + ": " + e.getMessage(), e);
    }
  }

  /** Writes a configuration as YAML, as it is saved beside a result. */
  public static String toYaml(Object configuration) {
    try {
      return YAML.writeValueAsString(configuration);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "Configuration " + configuration.getClass() + " has no YAML form", e);
    }
  }

  private static void apply(ObjectNode root, String override) throws JsonProcessingException {
    int equals = override.indexOf('=');
    if (equals <= 0) {
      throw UserException.usage(
          "Cannot apply --set " + override + ": write it as key=value, with dots for nested keys");
    }
    String[] keys = override.substring(0, equals).split("\\.");
    ObjectNode node = root;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode child = node.get(keys[i]);
      if (child == null || child.isNull()) {
        node = node.putObject(keys[i]);
      } else if (child instanceof ObjectNode object) {
        node = object;
      } else {
        throw UserException.usage(
            "Cannot apply --set " + override + ": " + keys[i] + " has no keys below it");
      }
    }
    node.set(keys[keys.length - 1], YAML.readTree(override.substring(equals + 1)));
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }
}
