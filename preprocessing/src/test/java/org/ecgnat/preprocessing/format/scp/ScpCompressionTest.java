package org.ecgnat.preprocessing.format.scp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/** What an encoder written from the standard reduces in every way comes back sample by sample. */
class ScpCompressionTest {
  private static final int SAMPLES = 1000;
  private static final int BEAT_SAMPLES = 120;
  private static final int FIDUCIAL = 50;
  private static final int[] CODES = {1, 2, 3, 65};

  @Property(tries = 100)
  void differencesAndHuffmanCodes(
      @ForAll @IntRange(max = 2) int order, @ForAll boolean huffman, @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    int[][] signal = new int[CODES.length][];
    List<byte[]> coded = new ArrayList<>();
    for (int lead = 0; lead < CODES.length; lead++) {
      signal[lead] = walk(random, SAMPLES);
      coded.add(code(ScpEncoder.differences(signal[lead], order), huffman));
    }
    ScpFile file = new ScpFile().leads(4, SAMPLES, CODES).values(6, 2500, 2000, order, 0, coded);
    check(file, huffman, signal, 500);
  }

  /**
   * Outside protected areas the residual is level up to the neighbouring protected samples, so that
   * dropping samples loses nothing.
   */
  @Property(tries = 100)
  void referenceBeatAndBimodalCompression(
      @ForAll @IntRange(max = 2) int order,
      @ForAll boolean huffman,
      @ForAll boolean bimodal,
      @ForAll @IntRange(max = 6) int beats,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    int[][] places = new int[beats][]; // first and last subtracted, protected, fiducial; from 0
    int at = random.nextInt(30);
    for (int beat = 0; beat < beats; beat++) {
      int fiducial = at + FIDUCIAL;
      int type = random.nextInt(4) == 0 ? 1 : 0;
      int left = random.nextInt(20);
      int qrs = fiducial - 5 - random.nextInt(20);
      places[beat] =
          new int[] {type, at + left, at + BEAT_SAMPLES - 1 - left, qrs, fiducial + 10, fiducial};
      at += BEAT_SAMPLES + random.nextInt(30);
    }
    int factor = bimodal ? 4 : 1;
    int[][] signal = new int[CODES.length][];
    List<byte[]> rhythm = new ArrayList<>();
    List<byte[]> reference = new ArrayList<>();
    for (int lead = 0; lead < CODES.length; lead++) {
      int[] beat = walk(random, BEAT_SAMPLES);
      int[] residual = residual(random, places);
      rhythm.add(code(ScpEncoder.differences(reduce(residual, places, factor), order), huffman));
      reference.add(code(ScpEncoder.differences(beat, order), huffman));
      signal[lead] = residual.clone();
      for (int[] place : places) {
        for (int i = place[1]; place[0] == 0 && i <= place[2]; i++) {
          // a unit of the beat is twice one of the residual
          signal[lead][i] += 2 * beat[i - place[5] + FIDUCIAL];
        }
      }
    }
    ScpFile.Bytes table = ScpFile.bytes().u16(BEAT_SAMPLES * 2, FIDUCIAL + 1, beats);
    for (int[] place : places) {
      boolean subtracted = place[0] == 0;
      table.u16(place[0]).u32(subtracted ? place[1] + 1 : 0, place[5] + 1);
      table.u32(subtracted ? place[2] + 1 : 0);
    }
    for (int[] place : places) {
      table.u32(place[3] + 1, place[4] + 1);
    }
    ScpFile file =
        new ScpFile()
            .leads(5, SAMPLES, CODES)
            .section(4, table)
            .values(5, 5000, 2000, order, 0, reference)
            .values(6, 2500, 2000 * factor, order, bimodal ? 1 : 0, rhythm);
    check(file, huffman, signal, 500);
  }

  private static void check(ScpFile file, boolean huffman, int[][] signal, double rateHz)
      throws Exception {
    if (huffman) {
      file.section(2, ScpFile.bytes().u16(19_999));
    }
    byte[] bytes = file.done();
    EcgRecording recording =
        new ScpReader()
            .read(
                new Content(bytes, "/in/r.scp", Instant.EPOCH),
                "r.scp",
                name -> Optional.empty(),
                ReadOptions.STRICT)
            .get(0);
    assertThat(recording.samplingRateHz()).isEqualTo(rateHz);
    assertThat(recording.leads()).containsExactly(Lead.I, Lead.II, Lead.AVR, Lead.V1);
    int[] order = {0, 1, 3, 2};
    for (int row = 0; row < 4; row++) {
      int[] expected = signal[order[row]];
      int sign = row == 2 ? -1 : 1;
      assertThat(recording.signal()[row]).hasSize(expected.length);
      double largest = 0;
      for (int i = 0; i < expected.length; i++) {
        double difference = recording.signal()[row][i] - sign * expected[i] * 0.0025;
        largest = Math.max(largest, Math.abs(difference));
      }
      assertThat(largest).isLessThan(1e-5);
    }
  }

  private static byte[] code(int[] values, boolean huffman) {
    return huffman ? ScpEncoder.defaultHuffman(values) : ScpEncoder.integers(values);
  }

  private static int[] walk(Random random, int length) {
    int[] values = new int[length];
    int value = random.nextInt(2000) - 1000;
    for (int i = 0; i < length; i++) {
      value += random.nextInt(20) == 0 ? random.nextInt(601) - 300 : random.nextInt(21) - 10;
      value = Math.max(-2000, Math.min(2000, value));
      values[i] = value;
    }
    return values;
  }

  private static int[] residual(Random random, int[][] places) {
    int[] values = new int[SAMPLES];
    int free = 0;
    int level = random.nextInt(100) - 50;
    for (int[] place : places) {
      Arrays.fill(values, free, place[3] + 1, level);
      for (int i = place[3] + 1; i < place[4]; i++) {
        values[i] = random.nextInt(2001) - 1000;
      }
      level = random.nextInt(100) - 50;
      free = place[4];
    }
    Arrays.fill(values, free, SAMPLES, level);
    return values;
  }

  private static int[] reduce(int[] values, int[][] places, int factor) {
    List<Integer> reduced = new ArrayList<>();
    int free = 0;
    for (int beat = 0; beat <= places.length; beat++) {
      int end = beat == places.length ? values.length : places[beat][3];
      for (; free < end; free += end - free >= factor ? factor : 1) {
        reduced.add(values[free]);
      }
      for (; beat < places.length && free <= places[beat][4]; free++) {
        reduced.add(values[free]);
      }
    }
    return reduced.stream().mapToInt(Integer::intValue).toArray();
  }
}
