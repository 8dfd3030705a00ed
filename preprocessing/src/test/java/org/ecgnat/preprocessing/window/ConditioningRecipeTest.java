package org.ecgnat.preprocessing.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.window.ConditioningRecipe.FindingsPolicy;
import org.junit.jupiter.api.Test;

final class ConditioningRecipeTest {

  @Test
  void shippedRecipesAreWhatTheDesignSays() {
    ConditioningRecipe fewLabel = Recipes.shipped("fewlabel-100hz");
    assertThat(fewLabel)
        .isEqualTo(
            recipe("fewlabel-100hz", new Band(0.5, 40), 4, 100, Standardisation.PER_LEAD, 15));
    assertThat(fewLabel.windowSamples()).isEqualTo(1000);
    assertThat(Recipes.shipped("diagnostic-250").band()).isEqualTo(new Band(0.38, 100));
    assertThat(Recipes.shipped("diagnostic-250").windowSamples()).isEqualTo(2500);
    assertThat(Recipes.shipped("diagnostic-500").band()).isEqualTo(new Band(0.38, 150));
    assertThat(Recipes.shipped("diagnostic-500").standardisation())
        .isEqualTo(Standardisation.FIXED_GAIN);
  }

  @Test
  void hashFollowsEveryNumberAndNotTheName() {
    ConditioningRecipe recipe =
        recipe("a", new Band(0.5, 40), 4, 100, Standardisation.PER_LEAD, 15);
    assertThat(recipe.hash())
        .hasSize(64)
        .isEqualTo(recipe("b", recipe.band(), 4, 100, Standardisation.PER_LEAD, 15).hash());
    assertThat(
            Stream.of(
                    recipe,
                    recipe("a", new Band(0.5, 41), 4, 100, Standardisation.PER_LEAD, 15),
                    recipe("a", recipe.band(), 3, 100, Standardisation.PER_LEAD, 15),
                    recipe("a", recipe.band(), 4, 125, Standardisation.PER_LEAD, 15),
                    recipe("a", recipe.band(), 4, 100, Standardisation.PER_RECORD, 15),
                    recipe("a", recipe.band(), 4, 100, Standardisation.PER_LEAD, 14))
                .map(ConditioningRecipe::hash))
        .doesNotHaveDuplicates();
  }

  @Test
  void meaninglessRecipesAreRefusedByKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe("a", new Band(40, 0.5), 4, 100, Standardisation.PER_LEAD, 15))
        .withMessageContaining("band");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe("a", new Band(0.5, 40), 0, 100, Standardisation.PER_LEAD, 15))
        .withMessageContaining("filterOrder 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe("a", new Band(0.5, 40), 4, 0, Standardisation.PER_LEAD, 15))
        .withMessageContaining("samplingRateHz");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe("a", new Band(0.5, 40), 4, 100, Standardisation.PER_LEAD, 33))
        .withMessageContaining("clip");
    assertThatIllegalArgumentException().isThrownBy(() -> new FindingsPolicy(1.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new FindingsPolicy(0.5, 13));
  }

  private static ConditioningRecipe recipe(
      String name,
      Band band,
      int order,
      double rateHz,
      Standardisation standardisation,
      double clip) {
    return new ConditioningRecipe(
        name, band, order, 3, rateHz, 10, 10, 5, standardisation, clip, new FindingsPolicy(0.5, 1));
  }
}
