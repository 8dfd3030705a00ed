package org.ecgnat.preprocessing.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A window as bytes, all little endian:
 *
 * <pre>
 * offset  size  content
 *      0     4  magic, the ASCII letters ECGW
 *      4     1  version, 1
 *      5     1  flags: bit 0 is set where the amplitude is unknown
 *      6     2  lead mask: bit i is set where lead i of I II III aVR aVL aVF V1…V6 is present
 *      8     4  sampling rate in Hz, IEEE 754 single
 *     12     4  samples a lead, n
 *     16   24n  twelve leads of n int16, lead-major, absent leads zero
 * </pre>
 *
 * A unit of a sample is 1 µV, or 1/1000 of a standard deviation where the amplitude is unknown.
 */
public final class WindowCodec {
  /** Bytes before the samples. */
  public static final int HEADER_BYTES = 16;

  /** Units of a stored sample in one millivolt or one standard deviation. */
  public static final float UNITS = 1000;

  private static final int MAGIC = 'E' | 'C' << 8 | 'G' << 16 | 'W' << 24;
  private static final byte VERSION = 1;
  private static final byte AMPLITUDE_UNKNOWN = 1;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private WindowCodec() {}

  /**
   * The stored form of a value: the nearest unit, ties to even, limited to ±32,767.
   *
   * @param value millivolts or standard deviations, not NaN
   */
  public static short quantise(double value) {
    int units = (int) Math.rint(value * UNITS);
    return (short) Math.max(-Short.MAX_VALUE, Math.min(Short.MAX_VALUE, units));
  }

  /**
   * Encodes a window from values.
   *
   * @param window its signal is quantised; absent leads are stored as zero whatever it holds
   * @throws IllegalArgumentException where a length, the header or a value (NaN) cannot be stored
   */
  public static byte[] encode(DecodedWindow window) {
    float[] values = window.signal();
    short[] quantised = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        throw new IllegalArgumentException("Cannot encode a window: sample " + i + " is NaN");
      }
      quantised[i] = quantise(values[i]);
    }
    return encode(
        new WindowHeader(
            window.samplingRateHz(),
            window.samples(),
            window.leadMask(),
            window.amplitudeKnown() ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN),
        quantised);
  }

  /**
   * Encodes a window from quantised samples.
   *
   * @param quantised {@code 12 × samples}, lead-major; absent leads are stored as zero
   * @throws IllegalArgumentException where the length does not fit the header
   */
  public static byte[] encode(WindowHeader header, short[] quantised) {
    int samples = header.samples();
    if (quantised.length != Lead.COUNT * samples) {
      throw new IllegalArgumentException(
          "Cannot encode a window: "
              + quantised.length
              + " values for 12 leads of "
              + samples
              + " samples");
    }
    byte[] bytes = new byte[HEADER_BYTES + 2 * quantised.length];
    INT.set(bytes, 0, MAGIC);
    bytes[4] = VERSION;
    bytes[5] = header.amplitude() == Amplitude.UNKNOWN ? AMPLITUDE_UNKNOWN : 0;
    SHORT.set(bytes, 6, (short) header.leadMask());
    FLOAT.set(bytes, 8, header.samplingRateHz());
    INT.set(bytes, 12, samples);
    for (Lead lead : Lead.STANDARD) {
      if (header.has(lead)) {
        int from = lead.ordinal() * samples;
        for (int i = from; i < from + samples; i++) {
          SHORT.set(bytes, HEADER_BYTES + 2 * i, quantised[i]);
        }
      }
    }
    return bytes;
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException where the bytes are no window of this version, or too few or
   *     too many for what the header states
   */
  public static WindowHeader header(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      throw refused("it has " + bytes.length + " bytes, the header alone has " + HEADER_BYTES);
    }
    if ((int) INT.get(bytes, 0) != MAGIC) {
      throw refused("it does not start with ECGW");
    }
    if (bytes[4] != VERSION) {
      throw refused("its version is " + bytes[4] + ", this program reads version " + VERSION);
    }
    if ((bytes[5] & ~AMPLITUDE_UNKNOWN) != 0) {
      throw refused("its flags 0x" + Integer.toHexString(bytes[5] & 0xff) + " are not known");
    }
    int samples = (int) INT.get(bytes, 12);
    WindowHeader header =
        new WindowHeader(
            (float) FLOAT.get(bytes, 8),
            samples,
            (short) SHORT.get(bytes, 6) & 0xffff,
            bytes[5] == 0 ? Amplitude.MILLIVOLTS : Amplitude.UNKNOWN);
    int expected = HEADER_BYTES + 2 * Lead.COUNT * samples;
    if (bytes.length != expected) {
      throw refused("it has " + bytes.length + " bytes, its header states " + expected);
    }
    return header;
  }

  /**
   * Decodes a window.
   *
   * @throws IllegalArgumentException as {@link #header} does
   */
  public static DecodedWindow decode(byte[] bytes) {
    WindowHeader header = header(bytes);
    float[] signal = new float[Lead.COUNT * header.samples()];
    convert(bytes, signal, 0);
    return new DecodedWindow(
        header.samplingRateHz(),
        header.samples(),
        header.leadMask(),
        header.amplitude() == Amplitude.MILLIVOLTS,
        signal);
  }

  /**
   * Decodes a window into an array at hand, such as a slice of a batch.
   *
   * @param target receives {@code 12 × samples} values, lead-major
   * @param offset where the first value goes
   * @return the header
   * @throws IllegalArgumentException as {@link #header} does, and where the target is too short
   */
  public static WindowHeader decodeInto(byte[] bytes, float[] target, int offset) {
    WindowHeader header = header(bytes);
    int count = Lead.COUNT * header.samples();
    if (offset < 0 || count > target.length - offset) {
      throw new IllegalArgumentException(
          "Cannot decode "
              + count
              + " values to place "
              + offset
              + " of an array of "
              + target.length);
    }
    convert(bytes, target, offset);
    return header;
  }

  private static void convert(byte[] bytes, float[] target, int offset) {
    int count = (bytes.length - HEADER_BYTES) / 2;
    for (int i = 0; i < count; i++) {
      target[offset + i] = (short) SHORT.get(bytes, HEADER_BYTES + 2 * i) / UNITS;
    }
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("Cannot decode a window: " + why);
  }
}
