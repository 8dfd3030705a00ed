package org.ecgnat.preprocessing.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

final class WindowCodecTest {

  @Property(tries = 200)
  void roundTripIsExactToHalfAUnitAndStableFromThereOn(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int samples,
      @ForAll @IntRange(min = 0, max = 4095) int mask,
      @ForAll @FloatRange(min = 0.5f, max = 4000) float rate,
      @ForAll boolean amplitudeKnown) {
    Random random = new Random(seed);
    float[] signal = new float[12 * samples];
    for (int i = 0; i < signal.length; i++) {
      signal[i] = (float) (10 * random.nextGaussian());
    }
    byte[] bytes =
        WindowCodec.encode(new DecodedWindow(rate, samples, mask, amplitudeKnown, signal));
    DecodedWindow decoded = WindowCodec.decode(bytes);

    assertThat(decoded.samplingRateHz()).isEqualTo(rate);
    assertThat(decoded.samples()).isEqualTo(samples);
    assertThat(decoded.leadMask()).isEqualTo(mask);
    assertThat(decoded.amplitudeKnown()).isEqualTo(amplitudeKnown);
    for (int i = 0; i < signal.length; i++) {
      boolean present = ((mask >> (i / samples)) & 1) != 0;
      double expected = present ? Math.max(-32.767, Math.min(32.767, signal[i])) : 0;
      assertThat(Math.abs(decoded.signal()[i] - expected)).isLessThanOrEqualTo(0.0005 + 1e-6);
    }
    assertThat(WindowCodec.encode(decoded)).isEqualTo(bytes);

    float[] batch = new float[signal.length + 7];
    WindowHeader header = WindowCodec.decodeInto(bytes, batch, 7);
    assertThat(header.samples()).isEqualTo(samples);
    assertThat(batch).startsWith(new float[7]).endsWith(decoded.signal());
  }

  @Test
  void bytesFollowTheContract() {
    short[] quantised = new short[24];
    quantised[0] = -2;
    quantised[1] = 513;
    quantised[23] = 7;
    byte[] bytes =
        WindowCodec.encode(
            new WindowHeader(250, 2, 0b1000_0000_0001, Amplitude.UNKNOWN), quantised);

    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes).hasSize(16 + 48).startsWith('E', 'C', 'G', 'W', 1, 1);
    assertThat(buffer.getShort(6)).isEqualTo((short) 0b1000_0000_0001);
    assertThat(buffer.getFloat(8)).isEqualTo(250);
    assertThat(buffer.getInt(12)).isEqualTo(2);
    assertThat(buffer.getShort(16)).isEqualTo((short) -2);
    assertThat(buffer.getShort(18)).isEqualTo((short) 513);
    assertThat(buffer.getShort(16 + 46)).isEqualTo((short) 7);
    assertThat(WindowCodec.header(bytes).has(Lead.V6)).isTrue();
    assertThat(WindowCodec.header(bytes).has(Lead.II)).isFalse();
  }

  @Test
  void quantisingRoundsToTheNearestUnitAndSaturates() {
    assertThat(WindowCodec.quantise(0.0014)).isEqualTo((short) 1);
    assertThat(WindowCodec.quantise(-0.0016)).isEqualTo((short) -2);
    assertThat(WindowCodec.quantise(40)).isEqualTo(Short.MAX_VALUE);
    assertThat(WindowCodec.quantise(Double.NEGATIVE_INFINITY)).isEqualTo((short) -32767);
  }

  @Test
  void damagedBytesAreRefusedWithTheReason() {
    byte[] good =
        WindowCodec.encode(new WindowHeader(100, 3, 0xfff, Amplitude.MILLIVOLTS), new short[36]);
    refuses(new byte[5], "header alone has 16");
    refuses(with(good, 0, 'X'), "ECGW");
    refuses(with(good, 4, 9), "version is 9");
    refuses(with(good, 5, 0x82), "flags 0x82");
    refuses(with(good, 7, 0x1f), "beyond the twelve leads");
    refuses(with(good, 11, 0xff), "Hz");
    refuses(with(good, 12, 4), "header states 112");
    refuses(with(good, 15, 0x80), "samples a lead");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowCodec.decodeInto(good, new float[36], 1))
        .withMessageContaining("36 values");
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] copy = bytes.clone();
    copy[at] = (byte) value;
    return copy;
  }

  private static void refuses(byte[] bytes, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowCodec.decode(bytes))
        .withMessageContaining(reason);
  }
}
