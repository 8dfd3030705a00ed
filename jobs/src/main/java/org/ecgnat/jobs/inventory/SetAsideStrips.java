package org.ecgnat.jobs.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.ecgnat.jobs.preprocess.OriginalSignals;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * Recordings that were set aside, drawn from their files: of sources without private data, and
 * where the files still are and decode.
 */
final class SetAsideStrips {
  private static final int MOST = 4;

  /** Its files are read at most for so many groups: most reasons mean that they do not decode. */
  private static final int MOST_TRIES = 40;

  private final Configuration hadoop;
  private final Map<String, SourceDefinition> definitions;

  SetAsideStrips(Configuration hadoop, Map<String, SourceDefinition> definitions) {
    this.hadoop = hadoop;
    this.definitions = definitions;
  }

  List<ExampleStrip> of(List<SetAsideGroup> groups) {
    List<ExampleStrip> strips = new ArrayList<>();
    // nothing is wrong with the signal of a recording whose name is taken
    List<SetAsideGroup> tried =
        groups.stream()
            .filter(group -> !group.reason().equals(Reason.DUPLICATE_KEY.code()))
            .limit(MOST_TRIES)
            .toList();
    for (SetAsideGroup group : tried) {
      if (strips.size() == MOST) {
        break;
      }
      strip(group).ifPresent(strips::add);
    }
    return strips;
  }

  private Optional<ExampleStrip> strip(SetAsideGroup group) {
    return Optional.ofNullable(definitions.get(group.source()))
        .flatMap(
            source ->
                OriginalSignals.read(hadoop, source, group.mainFile(), group.recordKey())
                    .filter(found -> found.samples() > 1)
                    .map(
                        found ->
                            new ExampleStrip(
                                group.source() + " · " + group.recordKey(),
                                StripSignal.centred(found),
                                remarks(found, source),
                                List.of("Set aside: " + group.reason() + " – " + group.detail()))));
  }

  private static List<String> remarks(EcgRecording found, SourceDefinition source) {
    List<String> remarks = new ArrayList<>();
    remarks.add(
        source
            .band()
            .map(band -> StripSignal.band(band) + " by its source")
            .orElse("as recorded, not filtered"));
    remarks.add(String.format(Locale.ROOT, "%s Hz", StripSignal.number(found.samplingRateHz())));
    StripSignal.deviceFilter(found.context().filters()).ifPresent(remarks::add);
    return remarks;
  }
}
