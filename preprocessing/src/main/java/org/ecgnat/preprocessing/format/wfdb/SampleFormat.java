package org.ecgnat.preprocessing.format.wfdb;

import java.util.Optional;

/** The sample formats of signal(5) that are read; all are little endian. */
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
  };

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
}
