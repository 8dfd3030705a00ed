package org.ecgnat.jobs.inventory;

import java.util.EnumMap;
import java.util.Map;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Which leads the windows of a corpus hold, as far as they were looked at.
 *
 * @param windows windows looked at, by source
 * @param holding those of them that hold a lead, by source and lead
 */
public record LeadPresence(Map<String, Long> windows, Map<String, Map<Lead, Long>> holding) {

  /** Windows of all sources that were looked at. */
  public long total() {
    return windows.values().stream().mapToLong(Long::longValue).sum();
  }

  void add(String source, int mask, long count) {
    windows.merge(source, count, Long::sum);
    Map<Lead, Long> leads = holding.computeIfAbsent(source, key -> new EnumMap<>(Lead.class));
    for (Lead lead : Lead.STANDARD) {
      if ((mask >> lead.ordinal() & 1) == 1) {
        leads.merge(lead, count, Long::sum);
      }
    }
  }
}
