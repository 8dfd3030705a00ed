package org.ecgnat.preprocessing.window;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The shipped recipes, as a job reads them. */
public final class Recipes {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Recipes() {}

  /** A recipe of {@code conf/recipes/}. */
  public static ConditioningRecipe shipped(String name) {
    Path root = Path.of(System.getProperty("ecgnat.root", ".."));
    try {
      return YAML.readValue(
          root.resolve("conf/recipes/" + name + ".yaml").toFile(), ConditioningRecipe.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
