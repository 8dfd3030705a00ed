package org.ecgnat.preprocessing.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.quality.FindingAction;
import org.ecgnat.preprocessing.quality.FindingCode;
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
  void aPolicyThatKeepsEverythingIsNoneAndAnyOtherIsPartOfTheHash() throws IOException {
    String none = "{maxMissingFraction: 0.5, minimumLeads: 1}";
    String keeps = "{maxMissingFraction: 0.5, minimumLeads: 1, policy: {flat: keep}}";
    String acts =
        "{maxMissingFraction: 0.5, minimumLeads: 1,"
            + " policy: {mains-hum: repair, arm-lead-reversal: set-aside}}";
    YAMLMapper yaml = new YAMLMapper();
    FindingsPolicy policy = yaml.readValue(acts, FindingsPolicy.class);
    assertThat(yaml.readValue(none, FindingsPolicy.class))
        .isEqualTo(yaml.readValue(keeps, FindingsPolicy.class))
        .isEqualTo(new FindingsPolicy(0.5, 1));
    assertThat(policy.quality().action(FindingCode.MAINS_HUM)).isEqualTo(FindingAction.REPAIR);
    assertThat(policy.quality().action(FindingCode.FLAT)).isEqualTo(FindingAction.KEEP);
    assertThat(yaml.readValue(yaml.writeValueAsString(policy), FindingsPolicy.class))
        .isEqualTo(policy);
    // the hash of releases without a policy: corpora and models made by them stay valid
    assertThat(Recipes.shipped("fewlabel-100hz").hash())
        .isEqualTo("8a38aefe3d9705f41fa2f84aa40422b4ebf4654865ac179c2257bbacb1c07c7c")
        .isNotEqualTo(Recipes.with("fewlabel-100hz", policy.policy()).hash());
  }

  @Test
  void aPolicyCannotRepairWhatNothingCanBeDoneAbout() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FindingsPolicy(0.5, 1, Map.of(FindingCode.EINTHOVEN, FindingAction.REPAIR)))
        .withMessageContaining("cannot repair einthoven");
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(
            () ->
                new YAMLMapper()
                    .readValue(
                        "{maxMissingFraction: 0.5, minimumLeads: 1, policy: {hum: keep}}",
                        FindingsPolicy.class))
        .withMessageContaining("mains-hum");
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
