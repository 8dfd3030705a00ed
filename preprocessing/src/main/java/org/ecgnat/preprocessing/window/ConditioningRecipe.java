package org.ecgnat.preprocessing.window;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ecgnat.preprocessing.quality.FindingAction;
import org.ecgnat.preprocessing.quality.FindingCode;
import org.ecgnat.preprocessing.quality.QualityPolicy;
import org.ecgnat.preprocessing.recording.EcgRecording.Band;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * How a recording becomes windows; {@code conf/recipes/} holds the shipped ones.
 *
 * @param name for people; it changes no number
 * @param band corners of the pass band in Hz
 * @param filterOrder Butterworth order of one pass; every filter runs forward and backward
 * @param paddingSeconds odd extension at each end before filtering
 * @param samplingRateHz rate of the windows
 * @param windowSeconds length of a window
 * @param strideSeconds from the start of a window to that of the next
 * @param minimumRestSeconds a shorter rest at the end makes no window, and a shorter recording is
 *     set aside
 * @param standardisation what the values are divided by
 * @param clip values beyond ± this many millivolts or standard deviations are cut and counted
 * @param findings what to do about leads without a usable signal
 */
public record ConditioningRecipe(
    String name,
    Band band,
    int filterOrder,
    double paddingSeconds,
    double samplingRateHz,
    double windowSeconds,
    double strideSeconds,
    double minimumRestSeconds,
    Standardisation standardisation,
    double clip,
    FindingsPolicy findings)
    implements Serializable {

  /** Raised whenever the same recipe gives other numbers than before. */
  private static final int ALGORITHM = 1;

  private static final JsonMapper CANONICAL =
      JsonMapper.builder().enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  /**
   * What to do about leads without a usable signal in a window, and about what quality control
   * finds. Leads that are flat throughout are always absent in a window.
   *
   * @param maxMissingFraction a lead with a larger part of its samples missing is absent, 0 to 1
   * @param minimumLeads a window with fewer present leads is left out, 1 to 12
   * @param policy what to do about findings, by code; {@code keep} where none is given
   */
  public record FindingsPolicy(
      double maxMissingFraction, int minimumLeads, Map<FindingCode, FindingAction> policy)
      implements Serializable {

    /** Keeps every finding. */
    public FindingsPolicy(double maxMissingFraction, int minimumLeads) {
      this(maxMissingFraction, minimumLeads, Map.of());
    }

    /** Refuses what has no meaning and drops what is the default anyway. */
    @JsonCreator
    public FindingsPolicy {
      require(
          maxMissingFraction >= 0 && maxMissingFraction <= 1,
          "findings.maxMissingFraction",
          maxMissingFraction,
          "0 to 1");
      require(
          minimumLeads >= 1 && minimumLeads <= 12,
          "findings.minimumLeads",
          minimumLeads,
          "1 to 12");
      policy = policy == null ? Map.of() : QualityPolicy.withoutDefaults(policy);
      new QualityPolicy(policy);
    }

    /** The policy to ask. */
    public QualityPolicy quality() {
      return new QualityPolicy(policy);
    }
  }

  /** Refuses what has no meaning. */
  public ConditioningRecipe {
    require(name != null && !name.isBlank(), "name", name, "stated");
    require(band != null, "band", band, "stated with lowHz and highHz");
    require(
        band.lowHz() > 0 && band.lowHz() < band.highHz(),
        "band",
        band,
        "over 0 Hz with lowHz below highHz");
    require(filterOrder >= 1 && filterOrder <= 16, "filterOrder", filterOrder, "1 to 16");
    require(
        paddingSeconds >= 0 && paddingSeconds <= 60, "paddingSeconds", paddingSeconds, "0 to 60 s");
    require(
        samplingRateHz >= 20 && samplingRateHz <= 10_000,
        "samplingRateHz",
        samplingRateHz,
        "20 to 10,000 Hz");
    require(
        windowSeconds > 0 && windowSeconds <= 3600,
        "windowSeconds",
        windowSeconds,
        "over 0 and at most 3,600 s");
    require(
        strideSeconds * samplingRateHz >= 1 && strideSeconds <= 3600,
        "strideSeconds",
        strideSeconds,
        "at least a sample and at most 3,600 s");
    require(
        minimumRestSeconds > 0 && minimumRestSeconds <= windowSeconds,
        "minimumRestSeconds",
        minimumRestSeconds,
        "over 0 and at most windowSeconds");
    require(standardisation != null, "standardisation", standardisation, "stated");
    require(clip > 0 && clip <= 32, "clip", clip, "over 0 and at most 32");
    require(findings != null, "findings", findings, "stated");
  }

  /** Samples of a window. */
  public int windowSamples() {
    return (int) Math.round(windowSeconds * samplingRateHz);
  }

  /** Samples from the start of a window to that of the next. */
  public int strideSamples() {
    return (int) Math.round(strideSeconds * samplingRateHz);
  }

  /**
   * Lower-case hexadecimal SHA-256 of everything that decides the numbers: the recipe without its
   * name as JSON with sorted keys, and the version of the algorithm. A policy that keeps every
   * finding changes no number and is no part of it.
   */
  public String hash() {
    ObjectNode tree = CANONICAL.valueToTree(this);
    tree.remove("name");
    canonise((ObjectNode) tree.get("findings"));
    tree.put("algorithm", ALGORITHM);
    return Sha256.hex(tree.toString());
  }

  /**
   * The order in which codes are declared must not decide the hash, nor the absence of a policy.
   */
  private static void canonise(ObjectNode findings) {
    ObjectNode policy = (ObjectNode) findings.remove("policy");
    if (!policy.isEmpty()) {
      SortedMap<String, JsonNode> sorted = new TreeMap<>();
      policy.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
      findings.putObject("policy").setAll(sorted);
    }
  }

  private static void require(boolean holds, String key, Object value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A conditioning recipe cannot have " + key + " " + value + ": it must be " + rule);
    }
  }
}
