package org.ecgnat.preprocessing.format.philips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.junit.jupiter.api.Test;

class XliDecoderTest {

  @Property(tries = 300)
  void lzwGivesBackWhatWentIn(@ForAll @Size(max = 4000) byte[] bytes) {
    byte[] codes = XliEncoder.lzw(bytes);
    assertThat(LzwDecoder.expand(codes, 0, codes.length, bytes.length)).isEqualTo(bytes);
    assertThat(LzwDecoder.expand(codes, 0, codes.length, bytes.length + 1000)).isEqualTo(bytes);
    assertThat(LzwDecoder.expand(codes, 0, codes.length, bytes.length / 2))
        .isEqualTo(Arrays.copyOf(bytes, bytes.length / 2));
  }

  /** Few values repeat enough to fill the table and to use codes before they are made. */
  @Property(tries = 100)
  void lzwOfRepetitiveBytes(@ForAll("repetitive") byte[] bytes) {
    byte[] codes = XliEncoder.lzw(bytes);
    assertThat(LzwDecoder.expand(codes, 0, codes.length, bytes.length)).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<byte[]> repetitive() {
    return Arbitraries.bytes()
        .between((byte) 0, (byte) 2)
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(20_000);
  }

  @Property(tries = 200)
  void lzwOfAnythingEndsWithinItsLimit(
      @ForAll @Size(max = 500) byte[] codes, @ForAll @IntRange(max = 5000) int limit) {
    assertThat(LzwDecoder.expand(codes, 0, codes.length, limit)).hasSizeLessThanOrEqualTo(limit);
  }

  /** Codes by hand: 10 bits each, the highest first: 65, 66, 256 (AB), 258 (ABA), 1023. */
  @Test
  void lzwByHand() {
    String bits =
        "0001000001" + "0001000010" + "0100000000" + "0100000010" + "1111111111" + "000000";
    byte[] codes = new byte[bits.length() / 8];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    assertThat(LzwDecoder.expand(codes, 0, codes.length, 100))
        .isEqualTo("ABABABA".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Property(tries = 200)
  void xliGivesBackWhatWentIn(@ForAll long seed, @ForAll @IntRange(min = 2, max = 3000) int samples)
      throws Exception {
    int[] first = walk(new Random(seed), samples);
    int[] second = walk(new Random(~seed), samples);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(XliEncoder.chunk(first));
    file.write(XliEncoder.chunk(second));
    XliDecoder decoder = new XliDecoder(file.toByteArray());
    assertThat(decoder.next(samples, 1)).isEqualTo(first);
    assertThat(decoder.next(samples, 2)).isEqualTo(second);
    assertThatThrownBy(() -> decoder.next(samples, 3))
        .isInstanceOf(UnreadableRecordingException.class);
  }

  @Test
  void refusesShortAndDamagedChunks() throws Exception {
    int[] samples = walk(new Random(1), 100);
    byte[] chunk = XliEncoder.chunk(samples);
    refused(chunk, 101, Reason.TRUNCATED);
    refused(Arrays.copyOf(chunk, chunk.length - 5), 100, Reason.TRUNCATED);
    refused(new byte[7], 2, Reason.TRUNCATED);
    byte[] negative = chunk.clone();
    negative[3] = (byte) 0x80;
    refused(negative, 100, Reason.TRUNCATED);
    byte[] steep = chunk.clone();
    steep[7] = (byte) 0x80;
    refused(steep, 100, Reason.DAMAGED_SIGNAL);
  }

  private static void refused(byte[] bytes, int samples, Reason reason) {
    assertThatThrownBy(() -> new XliDecoder(bytes).next(samples, 1))
        .isInstanceOfSatisfying(
            UnreadableRecordingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** A wandering line within 16 bits, of small steps, with jumps now and then. */
  private static int[] walk(Random random, int samples) {
    int[] values = new int[samples];
    for (int i = 1; i < samples; i++) {
      int step = random.nextInt(50) == 0 ? random.nextInt(2001) - 1000 : random.nextInt(11) - 5;
      values[i] = Math.max(-8000, Math.min(8000, values[i - 1] + step));
    }
    return values;
  }
}
