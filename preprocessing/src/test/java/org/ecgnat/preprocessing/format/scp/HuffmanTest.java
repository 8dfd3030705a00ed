package org.ecgnat.preprocessing.format.scp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.ShortRange;
import net.jqwik.api.constraints.Size;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;

class HuffmanTest {

  /** 0, 1, −1, 2, −8, 9 and −200 in the code of annex C, written down bit by bit. */
  @Example
  void defaultTableByHand() throws Exception {
    String bits =
        "0"
            + "100"
            + "101"
            + "1100"
            + "1111111101"
            + "1111111110"
            + "00001001"
            + "1111111111"
            + "1111111100111000";
    assertThat(defaultDecoder().decode(ScpEncoder.pack(bits), 7, "Lead 1"))
        .containsExactly(0, 1, -1, 2, -8, 9, -200);
  }

  @Property
  void defaultTable(@ForAll @Size(max = 300) List<@ShortRange Short> values) throws Exception {
    int[] expected = values.stream().mapToInt(Short::intValue).toArray();
    byte[] bytes = ScpEncoder.defaultHuffman(expected);
    assertThat(defaultDecoder().decode(bytes, expected.length, "Lead 1")).containsExactly(expected);
  }

  /** Random tables, each with a code for every other table and one for a value of its own bits. */
  @Property(tries = 300)
  void tablesOfTheFile(
      @ForAll @IntRange(min = 1, max = 4) int tables,
      @ForAll @IntRange(min = 1, max = 60) int values,
      @ForAll long seed)
      throws Exception {
    Random random = new Random(seed);
    List<List<String>> codes = new ArrayList<>();
    ScpFile.Bytes section = ScpFile.bytes().u16(tables);
    int[][] meanings = new int[tables][values];
    int[] literalBits = new int[tables];
    for (int table = 0; table < tables; table++) {
      List<String> words = ScpEncoder.prefixCode(values + 1 + tables, random);
      codes.add(words);
      literalBits[table] = 1 + random.nextInt(16);
      section.u16(words.size());
      for (int word = 0; word < words.size(); word++) {
        int length = words.get(word).length();
        int literal = word == values ? literalBits[table] : 0;
        int meaning = word < values ? random.nextInt(65536) - 32768 : 0;
        if (word < values) {
          meanings[table][word] = meaning;
        }
        boolean selects = word > values;
        section
            .u8(length, length + literal, selects ? 0 : 1)
            .u16((selects ? word - values : meaning) & 0xFFFF)
            .u32(ScpEncoder.stored(words.get(word)));
      }
    }
    int[] expected = new int[500];
    StringBuilder bits = new StringBuilder();
    int table = 0;
    for (int i = 0; i < expected.length; i++) {
      if (random.nextInt(10) == 0) {
        int next = random.nextInt(tables);
        bits.append(codes.get(table).get(values + 1 + next));
        table = next;
      }
      int word = random.nextInt(values + 1);
      bits.append(codes.get(table).get(word));
      if (word < values) {
        expected[i] = meanings[table][word];
      } else {
        int width = literalBits[table];
        expected[i] = random.nextInt(1 << width) - (1 << (width - 1));
        bits.append(ScpEncoder.binary(expected[i], width));
      }
    }
    HuffmanDecoder decoder = HuffmanDecoder.parse(section(section));
    assertThat(decoder.decode(ScpEncoder.pack(bits), expected.length, "Lead 1"))
        .containsExactly(expected);
  }

  @Example
  void endsWithTheLead() {
    byte[] bytes = ScpEncoder.defaultHuffman(new int[] {1, 2, 3});
    assertThatThrownBy(() -> defaultDecoder().decode(bytes, 5, "Lead 1"))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessage("Lead 1 holds 2 bytes, too few for its 5 values");
  }

  @Example
  void refusesAmbiguousAndUnknownCodes() throws Exception {
    ScpFile.Bytes ambiguous =
        ScpFile.bytes().u16(1, 2).u8(1, 1, 1).u16(5).u32(1).u8(2, 2, 1).u16(6).u32(1);
    assertThatThrownBy(() -> HuffmanDecoder.parse(section(ambiguous)))
        .hasMessageContaining("code 2 of a Huffman table in section 2 is the beginning");
    HuffmanDecoder onesOnly =
        HuffmanDecoder.parse(section(ScpFile.bytes().u16(1, 1).u8(1, 1, 1).u16(5).u32(1)));
    assertThatThrownBy(() -> onesOnly.decode(new byte[20], 3, "Lead 1"))
        .hasMessageContaining("Lead 1 has bits at 0 that are no Huffman code");
    ScpFile.Bytes nowhere = ScpFile.bytes().u16(1, 1).u8(1, 1, 0).u16(2).u32(1);
    assertThatThrownBy(() -> HuffmanDecoder.parse(section(nowhere)))
        .hasMessageContaining("leads to no table");
    ScpFile.Bytes announced = ScpFile.bytes().u16(1, 65535);
    assertThatThrownBy(() -> HuffmanDecoder.parse(section(announced)))
        .hasMessageContaining("announces 589815 bytes more");
  }

  private static HuffmanDecoder defaultDecoder() throws UnreadableRecordingException {
    return HuffmanDecoder.parse(section(ScpFile.bytes().u16(19_999)));
  }

  private static ScpSection section(ScpFile.Bytes bytes) {
    return new ScpSection(2, 20, ByteBuffer.wrap(bytes.done()));
  }
}
