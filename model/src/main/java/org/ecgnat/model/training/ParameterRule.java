package org.ecgnat.model.training;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the optimizer treats a parameter.
 *
 * @param rateFactor factor on the learning rate
 * @param weightDecay its decay; 0 for biases, norms, position biases and learned lead values
 */
record ParameterRule(double rateFactor, double weightDecay) {

  static final String ENCODER_PREFIX = "encoder.";

  private static final Pattern STAGE =
      Pattern.compile("encoder\\.(stages|down|blocks)\\.(\\d+)\\..*");

  /**
   * The rule of a parameter. Encoder rates carry {@code encoderRateFactor · stageDecay^(stages
   * above)}; the stem and the learned lead values count as the first stage, a down-sampling as the
   * stage it leads to, the last norm as the last stage.
   */
  static ParameterRule of(ParameterLayout.Entry entry, OptimizerConfig config, int stages) {
    double factor =
        entry.name().startsWith(ENCODER_PREFIX)
            ? config.encoderRateFactor()
                * Math.pow(config.stageDecay(), stages - 1 - stage(entry.name(), stages))
            : 1.0;
    return new ParameterRule(factor, decays(entry) ? config.weightDecay() : 0.0);
  }

  /** The rules of all parameters. */
  static List<ParameterRule> of(ParameterLayout layout, OptimizerConfig config, int stages) {
    return layout.parameters().stream().map(entry -> of(entry, config, stages)).toList();
  }

  private static boolean decays(ParameterLayout.Entry entry) {
    return entry.shape().size() > 1 && entry.name().endsWith(".weight");
  }

  private static int stage(String name, int stages) {
    Matcher matcher = STAGE.matcher(name);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(2));
      return matcher.group(1).equals("down") ? index + 1 : index;
    }
    return name.startsWith("encoder.norm.") ? stages - 1 : 0;
  }
}
