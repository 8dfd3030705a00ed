package org.ecgnat.preprocessing.format.scp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;

/**
 * Reads records after taking their checksums out (0 is: not computed), so that fuzzing reaches what
 * the checksums protect.
 */
public final class UncheckedScp implements RecordingReader {
  private final ScpReader reader = new ScpReader();

  @Override
  public String format() {
    return reader.format();
  }

  @Override
  public boolean recognises(String fileName, byte[] head) {
    return reader.recognises(fileName, head);
  }

  @Override
  public List<EcgRecording> read(
      Content main, String mainName, SiblingFiles siblings, ReadOptions options)
      throws UnreadableRecordingException {
    byte[] bytes = main.bytes().clone();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    clear(buffer, 0);
    for (int pointer = 22; pointer + 10 <= Math.min(142, bytes.length); pointer += 10) {
      clear(buffer, buffer.getInt(pointer + 6) - 1L);
    }
    return reader.read(
        new Content(bytes, main.path(), main.modified()), mainName, siblings, options);
  }

  private static void clear(ByteBuffer buffer, long at) {
    if (at >= 0 && at + 2 <= buffer.capacity()) {
      buffer.putShort((int) at, (short) 0);
    }
  }
}
