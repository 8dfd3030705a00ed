package org.ecgnat.preprocessing.window;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.ecgnat.preprocessing.quality.FindingAction;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.window.ConditioningRecipe.FindingsPolicy;

/** The shipped recipes, as a job reads them. */
public final class Recipes {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Recipes() {}

  /** A recipe of {@code conf/recipes/} that does something about findings. */
  public static ConditioningRecipe with(String name, Map<FindingCode, FindingAction> policy) {
    ConditioningRecipe recipe = shipped(name);
    return new ConditioningRecipe(
        recipe.name(),
        recipe.band(),
        recipe.filterOrder(),
        recipe.paddingSeconds(),
        recipe.samplingRateHz(),
        recipe.windowSeconds(),
        recipe.strideSeconds(),
        recipe.minimumRestSeconds(),
        recipe.standardisation(),
        recipe.clip(),
        new FindingsPolicy(
            recipe.findings().maxMissingFraction(), recipe.findings().minimumLeads(), policy));
  }

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
