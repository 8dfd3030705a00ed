package org.ecgnat.jobs.inventory;

import java.util.List;
import java.util.Map;
import org.ecgnat.jobs.corpus.CorpusSummary;
import org.ecgnat.preprocessing.source.SourceDefinition;
import org.ecgnat.preprocessing.window.ConditioningRecipe;

/**
 * What a corpus holds, as its page shows it.
 *
 * @param directory where it lies
 * @param tableId id of its windows table
 * @param summary what {@code corpus --json} prints
 * @param recipe what all its windows went through
 * @param sources what it holds of each source
 * @param definitions what is known of the sources, by name
 * @param recordings answers to {@link RecordingQuestions}
 * @param windows answers to {@link WindowQuestions}
 * @param leads which leads its windows hold
 * @param batchTimes when its batches were committed, in ISO-8601, by their ids
 * @param setAside what was set aside
 * @param accepted examples of accepted recordings
 * @param rejected examples of recordings set aside, as they were recorded
 */
public record Inventory(
    String directory,
    String tableId,
    CorpusSummary summary,
    ConditioningRecipe recipe,
    List<SourceContents> sources,
    Map<String, SourceDefinition> definitions,
    Tally recordings,
    Tally windows,
    LeadPresence leads,
    Map<String, String> batchTimes,
    List<SetAsideGroup> setAside,
    List<ExampleStrip> accepted,
    List<ExampleStrip> rejected) {}
