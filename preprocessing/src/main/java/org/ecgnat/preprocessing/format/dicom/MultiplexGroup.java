package org.ecgnat.preprocessing.format.dicom;

import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.NO_SIGNAL;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.TRUNCATED;
import static org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason.UNREADABLE_HEADER;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.format.ReadOptions.UnitRule;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The channels that were sampled together (PS3.3 C.10.9), those that are standard leads.
 *
 * @param rateHz samples a second
 * @param startMillis when it began, after the reference time; empty where not stated
 * @param samples of a channel
 * @param channels the standard leads, each once
 * @param signal {@code (channels, samples)} in the unit of the channels; NaN where missing
 */
record MultiplexGroup(
    double rateHz,
    OptionalDouble startMillis,
    int samples,
    List<Channel> channels,
    float[][] signal) {
  private static final double FASTEST_HZ = 1e6;

  /** What is shorter is one beat, whatever its label says. */
  private static final double SHORTEST_RHYTHM_SECONDS = 2;

  private static final Pattern BEAT_LABEL =
      Pattern.compile("MEDIAN|AVERAGE|BEAT|TEMPLATE|REPRESENTATIVE|MEAN");

  /**
   * Whether a group is a rhythm, as acquired, and no median or representative beat (C.10.9.1.3,
   * A.34.3.4).
   */
  static boolean isRhythm(DataSet group) {
    String label = group.text(Tag.GROUP_LABEL).toUpperCase(Locale.ROOT);
    double seconds =
        group.unsigned(Tag.SAMPLES).orElse(0) / group.decimal(Tag.SAMPLING_FREQUENCY).orElse(1);
    return !group.text(Tag.ORIGINALITY).equals("DERIVED")
        && !BEAT_LABEL.matcher(label).find()
        && seconds >= SHORTEST_RHYTHM_SECONDS;
  }

  /** Decodes a group; one without standard leads has no channels. */
  static MultiplexGroup read(DataSet group, UnitRule rule) throws UnreadableRecordingException {
    double rateHz = group.decimal(Tag.SAMPLING_FREQUENCY).orElse(0);
    if (!(rateHz > 0 && rateHz <= FASTEST_HZ)) {
      throw unreadable("states no Sampling Frequency (003A,001A) that can be");
    }
    List<DataSet> definitions = group.items(Tag.CHANNEL_DEFINITIONS);
    OptionalLong stated = group.unsigned(Tag.CHANNELS);
    if (stated.isPresent() && stated.getAsLong() != definitions.size()) {
      throw unreadable(
          "says " + stated.getAsLong() + " channels and defines " + definitions.size());
    }
    List<Channel> channels = channels(definitions, rateHz, rule);
    if (channels.isEmpty()) {
      return new MultiplexGroup(rateHz, OptionalDouble.empty(), 0, channels, new float[0][]);
    }
    SampleCoding coding = SampleCoding.of(group);
    ByteBuffer data =
        group
            .value(Tag.WAVEFORM_DATA)
            .orElseThrow(() -> unreadable("has no Waveform Data (5400,1010)"))
            .buffer();
    long frame = (long) definitions.size() * coding.width();
    long samples = group.unsigned(Tag.SAMPLES).orElse(0);
    if (samples == 0) {
      throw new UnreadableRecordingException(NO_SIGNAL, "A multiplex group has no samples");
    }
    if (samples > data.limit() / frame) {
      throw new UnreadableRecordingException(
          TRUNCATED,
          "A multiplex group says %d samples of %d channels and holds %d; fetch the file again"
              .formatted(samples, definitions.size(), data.limit() / frame));
    }
    Optional<Long> padding = padding(group, coding);
    float[][] signal = new float[channels.size()][];
    for (int row = 0; row < signal.length; row++) {
      signal[row] =
          decode(data, coding, padding, (int) frame, channels.get(row), (int) samples, rateHz);
    }
    return new MultiplexGroup(
        rateHz, group.decimal(Tag.TIME_OFFSET), (int) samples, channels, signal);
  }

  private static List<Channel> channels(List<DataSet> definitions, double rateHz, UnitRule rule)
      throws UnreadableRecordingException {
    List<Channel> channels = new ArrayList<>();
    for (int index = 0; index < definitions.size(); index++) {
      DataSet definition = definitions.get(index);
      Optional<Lead> lead = LeadCode.of(definition);
      if (lead.isPresent() && Channel.isConnected(definition)) {
        if (channels.stream().anyMatch(channel -> channel.lead() == lead.get())) {
          throw unreadable("holds lead " + lead.get().label() + " twice");
        }
        channels.add(Channel.of(definition, index, lead.get(), rateHz, rule));
      }
    }
    return channels;
  }

  /** The value that stands for a missing sample. */
  private static Optional<Long> padding(DataSet group, SampleCoding coding) {
    return group
        .value(Tag.PADDING_VALUE)
        .filter(value -> value.length() >= coding.width())
        .map(value -> coding.get(value.buffer(), 0));
  }

  private static float[] decode(
      ByteBuffer data,
      SampleCoding coding,
      Optional<Long> padding,
      int frame,
      Channel channel,
      int samples,
      double rateHz) {
    long[] raw = new long[samples];
    for (int i = 0; i < samples; i++) {
      raw[i] = coding.get(data, i * frame + channel.index() * coding.width());
    }
    BitSet missing =
        padding.map(value -> Padding.missing(raw, value, rateHz)).orElseGet(BitSet::new);
    float[] result = new float[samples];
    Arrays.fill(result, Float.NaN);
    // a delay of less than half a sample is that of the converter going from channel to channel
    long delay = Math.round(channel.skewSeconds() * rateHz);
    int from = (int) Math.max(0, Math.min(samples, delay));
    int to = (int) Math.max(0, Math.min(samples, samples + delay));
    for (int i = from; i < to; i++) {
      int at = (int) (i - delay);
      if (!missing.get(at)) {
        result[i] = (float) (raw[at] * channel.factor() + channel.offset());
      }
    }
    return result;
  }

  private static UnreadableRecordingException unreadable(String what) {
    return new UnreadableRecordingException(
        UNREADABLE_HEADER, "A multiplex group " + what + "; export the recording again");
  }
}
