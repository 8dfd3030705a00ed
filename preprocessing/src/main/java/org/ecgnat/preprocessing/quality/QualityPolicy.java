package org.ecgnat.preprocessing.quality;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a recipe does about findings.
 *
 * @param actions by code; {@link FindingAction#KEEP} where none is given
 */
public record QualityPolicy(Map<FindingCode, FindingAction> actions) implements Serializable {
  /** Keeps every finding and does nothing about any. */
  public static final QualityPolicy KEEP_ALL = new QualityPolicy(Map.of());

  /** Copies the map. */
  public QualityPolicy {
    actions = Map.copyOf(actions);
    actions.forEach(
        (code, action) -> {
          if (action == FindingAction.REPAIR && code.repair() == FindingCode.Repair.NONE) {
            throw new IllegalArgumentException(
                "A policy cannot repair "
                    + code.code()
                    + ": nothing can soundly be done about it; say keep or set-aside");
          }
        });
  }

  /** The same without what is the default anyway, in the order of the codes' declaration. */
  public static Map<FindingCode, FindingAction> withoutDefaults(
      Map<FindingCode, FindingAction> actions) {
    Map<FindingCode, FindingAction> result = new EnumMap<>(FindingCode.class);
    actions.forEach(
        (code, action) -> {
          if (action != FindingAction.KEEP) {
            result.put(code, action);
          }
        });
    return Collections.unmodifiableMap(result);
  }

  /** What to do about a code. */
  public FindingAction action(FindingCode code) {
    return actions.getOrDefault(code, FindingAction.KEEP);
  }

  /** Whether a finding is to be repaired. */
  public boolean repairs(FindingCode code, QualityFinding finding) {
    return finding.is(code) && finding.isSevere() && action(code) == FindingAction.REPAIR;
  }

  /** The first of some findings for which what they concern is set aside. */
  public Optional<QualityFinding> settingAside(List<QualityFinding> findings) {
    return findings.stream()
        .filter(QualityFinding::isSevere)
        .filter(
            finding ->
                actions.entrySet().stream()
                    .anyMatch(
                        entry ->
                            entry.getValue() == FindingAction.SET_ASIDE
                                && finding.is(entry.getKey())))
        .findFirst();
  }
}
