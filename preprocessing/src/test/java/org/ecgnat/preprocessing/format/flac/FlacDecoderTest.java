package org.ecgnat.preprocessing.format.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HexFormat;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three streams of RFC 9639, appendix D, with the values that the appendix works out. */
class FlacDecoderTest {
  private static final long PLENTY = 1 << 20;

  /** Verbatim and wasted bits. */
  private static final String EXAMPLE_1 =
      "664c6143800000221000100000000f00000f0ac442f0000000013e84b418"
          + "07dc690307586a3dad1a2e0ffff869180000bf0358fd03128baa9a";

  /** More metadata; side and right, fixed predictors, partitions, a second frame. */
  private static final String EXAMPLE_2 =
      "664c614300000022001000100000170000440ac442f000000013d5b05649"
          + "75e98b8d8b930422757b8103030000120000000000000000000000000000"
          + "000000100400003a200000007265666572656e6365206c6962464c414320"
          + "312e332e33203230313930383034010000000e0000005449544c453dd7a9"
          + "d79cd795d79d81000006000000000000fff86998000f9912086701623d14"
          + "42998f5df70d6fe00c17caeb21000ee7a77a24a1590c1217b603097b784f"
          + "aa9a33d285e070ad5b1b4851b4010d99d2cd1a68f1e6b810fff869180102"
          + "a402c382c40bc14a03ee48dd03b67c1330";

  /** Eight bits, linear prediction, an escaped partition. */
  private static final String EXAMPLE_3 =
      "664c6143800000221000100000001f00001f07d0007000000018f8f9e396"
          + "f5cbcfc6dc807f9977906b32fff868020017e944004f6f313d1047d227cb"
          + "6d090831452bdc2822228057a3";

  @Test
  void verbatimWithWastedBits() throws Exception {
    assertThat(decode(EXAMPLE_1)).isDeepEqualTo(new int[][] {{25588}, {10416}});
  }

  @Test
  void fixedPredictionOfCoupledChannels() throws Exception {
    assertThat(decode(EXAMPLE_2))
        .isDeepEqualTo(
            new int[][] {
              {
                10372, 18041, 14942, 17876, 15627, 17899, 16242, 18077, 16824, 18263, 17295, -14418,
                -15201, -14508, -15195, -14818, -15486, -15349, -16054
              },
              {
                6070, 10545, 8743, 10449, 9143, 10463, 9502, 10569, 9840, 10680, 10113, -8428,
                -8895, -8476, -8896, -8653, -9072, -8958, -9410
              }
            });
  }

  @Test
  void linearPrediction() throws Exception {
    assertThat(decode(EXAMPLE_3))
        .isDeepEqualTo(
            new int[][] {
              {
                0, 79, 111, 78, 8, -61, -90, -68, -13, 42, 67, 53, 13, -27, -46, -38, -12, 14, 24,
                19, 6, -4, -5, 0
              }
            });
  }

  @Test
  void describesItself() throws Exception {
    byte[] file = HexFormat.of().parseHex("0000" + EXAMPLE_2);
    assertThat(FlacStreamInfo.read(file, 2)).isEqualTo(new FlacStreamInfo(2, 16, 19));
    assertThat(FlacDecoder.decode(file, 2, PLENTY)[0]).hasSize(19);
  }

  /** Every bit of a frame is under a checksum; those of the metadata may be free. */
  @ParameterizedTest
  @ValueSource(strings = {EXAMPLE_1, EXAMPLE_2, EXAMPLE_3})
  void anyFlippedBitOfAFrameIsNoticed(String hex) {
    byte[] file = HexFormat.of().parseHex(hex);
    for (int bit = 8 * hex.indexOf("fff86") / 2; bit < 8 * file.length; bit++) {
      byte[] damaged = file.clone();
      damaged[bit / 8] ^= (byte) (0x80 >> bit % 8);
      assertThat(fault(damaged, PLENTY)).as("bit %d", bit).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {EXAMPLE_1, EXAMPLE_2, EXAMPLE_3})
  void whatEndsEarlyIsTruncated(String hex) {
    byte[] file = HexFormat.of().parseHex(hex);
    for (int length = 0; length < file.length; length++) {
      assertThat(fault(Arrays.copyOf(file, length), PLENTY).reason())
          .as("%d bytes", length)
          .isEqualTo(Reason.TRUNCATED);
    }
  }

  @Test
  void anotherFileIsNoStream() {
    assertThat(fault(new byte[100], PLENTY)).hasMessageContaining("does not begin");
  }

  @Test
  void theLimitHolds() {
    UnreadableRecordingException fault = fault(HexFormat.of().parseHex(EXAMPLE_2), 2 * 18);
    assertThat(fault.reason()).isEqualTo(Reason.LIMIT_EXCEEDED);
    assertThat(fault).hasMessageContaining("more than 18 samples a signal");
  }

  private static int[][] decode(String hex) throws Exception {
    return FlacDecoder.decode(HexFormat.of().parseHex(hex), 0, PLENTY);
  }

  private static UnreadableRecordingException fault(byte[] file, long mostSamples) {
    return catchThrowableOfType(
        UnreadableRecordingException.class, () -> FlacDecoder.decode(file, 0, mostSamples));
  }
}
