package org.ecgnat.preprocessing.format.wfdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/** The sample formats of signal(5) in which each sample stands for itself. */
enum SampleFormat {
  /** 16-bit two's complement. */
  F16(16, Short.MIN_VALUE) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 2;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (2 * index);
      return (file[at] & 0xff) | file[at + 1] << 8;
    }

    @Override
    void samples(byte[] file, int start, long first, long stride, int[] samples) {
      // the format of nearly all clinical records: a load each instead of two
      int at = start + (int) (2 * first);
      int step = (int) (2 * stride);
      for (int i = 0; i < samples.length; i++, at += step) {
        samples[i] = (short) SHORT.get(file, at);
      }
    }
  },

  /** 24-bit two's complement. */
  F24(24, -(1 << 23)) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 3;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (3 * index);
      return (file[at] & 0xff) | (file[at + 1] & 0xff) << 8 | file[at + 2] << 16;
    }
  },

  /** 32-bit two's complement. */
  F32(32, Integer.MIN_VALUE) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 4;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (4 * index);
      return (file[at] & 0xff)
          | (file[at + 1] & 0xff) << 8
          | (file[at + 2] & 0xff) << 16
          | file[at + 3] << 24;
    }
  },

  /** 16-bit two's complement, big endian. */
  F61(61, Short.MIN_VALUE) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 2;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (2 * index);
      return file[at] << 8 | (file[at + 1] & 0xff);
    }
  },

  /** 8-bit offset binary: 128 stands for 0. */
  F80(80, -128) {
    @Override
    long samplesIn(long bytes) {
      return bytes;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      return (file[start + (int) index] & 0xff) - 128;
    }
  },

  /** 16-bit offset binary: 32,768 stands for 0. */
  F160(160, Short.MIN_VALUE) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 2;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (2 * index);
      return ((file[at] & 0xff) | (file[at + 1] & 0xff) << 8) - 32768;
    }
  },

  /**
   * 12-bit two's complement, two samples in three bytes: the low byte of the first, then both high
   * nibbles (that of the first sample low), then the low byte of the second.
   */
  F212(212, -2048) {
    @Override
    long samplesIn(long bytes) {
      // an odd last sample takes two bytes
      return bytes / 3 * 2 + bytes % 3 / 2;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (index / 2 * 3);
      int twelveBits =
          index % 2 == 0
              ? (file[at] & 0xff) | (file[at + 1] & 0x0f) << 8
              : (file[at + 2] & 0xff) | (file[at + 1] & 0xf0) << 4;
      return twelveBits << 20 >> 20;
    }
  },

  /**
   * 10-bit two's complement, three samples in two words of 16 bits: the first in bits 1 to 10 of
   * the first word, the second in those of the second word, the third's lower half in bits 11 to 15
   * of the first word and its upper half in those of the second.
   */
  F310(310, -512) {
    @Override
    long samplesIn(long bytes) {
      return bytes / 4 * 3 + bytes % 4 / 2;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int at = start + (int) (index / 3 * 4);
      int tenBits =
          switch ((int) (index % 3)) {
            case 0 -> word(file, at) >> 1;
            case 1 -> word(file, at + 2) >> 1;
            default -> word(file, at) >> 11 | word(file, at + 2) >> 11 << 5;
          };
      return tenBits << 22 >> 22;
    }
  },

  /** 10-bit two's complement, three samples in 32 bits, the first lowest; two bits are unused. */
  F311(311, -512) {
    @Override
    long samplesIn(long bytes) {
      // a sample needs the bytes up to its last bit
      return bytes / 4 * 3 + bytes % 4 * 8 / 10;
    }

    @Override
    int sample(byte[] file, int start, long index) {
      int place = (int) (index % 3);
      // samples begin at bits 0, 10 and 20: in bytes 0, 1 and 2, behind 0, 2 and 4 bits
      int at = start + (int) (index / 3 * 4) + place;
      int tenBits = word(file, at) >> (2 * place);
      return tenBits << 22 >> 22;
    }
  };

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final int code;
  private final int invalid;

  SampleFormat(int code, int invalid) {
    this.code = code;
    this.invalid = invalid;
  }

  static Optional<SampleFormat> ofCode(long code) {
    for (SampleFormat format : values()) {
      if (format.code == code) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** The value that stands for a missing sample. */
  int invalid() {
    return invalid;
  }

  /** How many whole samples so many bytes hold. */
  abstract long samplesIn(long bytes);

  /**
   * One sample.
   *
   * @param file all bytes of the file
   * @param start where its first sample begins
   * @param index how many samples of the file precede it
   */
  abstract int sample(byte[] file, int start, long index);

  /**
   * Samples at equal distances.
   *
   * @param first how many samples of the file precede the first one
   * @param stride from one to the next, in samples
   * @param samples gets as many as it is long
   */
  void samples(byte[] file, int start, long first, long stride, int[] samples) {
    long index = first;
    for (int i = 0; i < samples.length; i++, index += stride) {
      samples[i] = sample(file, start, index);
    }
  }

  private static int word(byte[] file, int at) {
    return (file[at] & 0xff) | (file[at + 1] & 0xff) << 8;
  }
}
