package org.ecgnat.preprocessing.format.flac;

import java.util.List;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * Decodes bare FLAC streams whose checksums are put right first, so that fuzzing reaches what the
 * checksums protect. A stream is no recording: all end in a refusal.
 */
public final class UncheckedFlac implements RecordingReader {
  private static final int HEADER_BYTES_AT_MOST = 16;
  private static final int LONGEST_FRAME = 1 << 16;
  private static final long MOST_SAMPLES = 1 << 21;

  @Override
  public String format() {
    return "flac";
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return fileName.endsWith(".flac");
  }

  @Override
  public List<EcgRecording> read(
      Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    byte[] bytes = main.bytes().clone();
    mend(bytes);
    int[][] samples = FlacDecoder.decode(bytes, 0, MOST_SAMPLES);
    throw new UnreadableRecordingException(
        Reason.NO_STANDARD_LEAD, samples.length + " channels were decoded");
  }

  /** Goes through the frames as far as they can be read and makes their checksums true. */
  private static void mend(byte[] file) throws UnreadableRecordingException {
    BitReader bits = new BitReader(file, 0);
    FlacStreamInfo stream = FlacStreamInfo.read(bits);
    int[] samples = new int[LONGEST_FRAME];
    while (!bits.isAtEnd()) {
      int start = bits.position();
      FrameHeader frame = header(file, start, stream);
      bits = new BitReader(file, start);
      FrameHeader.read(file, bits, stream);
      for (int channel = 0; channel < stream.channels(); channel++) {
        int depth = stream.bitsPerSample() + (isDifference(frame, channel) ? 1 : 0);
        Subframe.read(bits, depth, samples, 0, frame.blockSize());
      }
      bits.alignToByte();
      int end = bits.position();
      int checksum = Crc.crc16(file, start, end);
      bits.read(16);
      file[end] = (byte) (checksum >> 8);
      file[end + 1] = (byte) checksum;
    }
  }

  private static boolean isDifference(FrameHeader frame, int channel) {
    return switch (frame.coupling()) {
      case INDEPENDENT -> false;
      case LEFT_SIDE, MID_SIDE -> channel == 1;
      case SIDE_RIGHT -> channel == 0;
    };
  }

  /** Where a header ends shows by trying: its last byte is the checksum of those before. */
  private static FrameHeader header(byte[] file, int start, FlacStreamInfo stream)
      throws UnreadableRecordingException {
    int most = Math.min(start + HEADER_BYTES_AT_MOST, file.length);
    for (int end = start + 4; end < most; end++) {
      byte before = file[end];
      file[end] = (byte) Crc.crc8(file, start, end);
      BitReader bits = new BitReader(file, start);
      try {
        FrameHeader frame = FrameHeader.read(file, bits, stream);
        if (bits.position() == end + 1) {
          return frame;
        }
      } catch (UnreadableRecordingException e) {
        // the header is longer, or no header
      }
      file[end] = before;
    }
    throw FlacFaults.damaged("no frame begins there", start);
  }
}
