package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.Checksum;
import org.apache.hadoop.util.PureJavaCrc32C;
import org.junit.jupiter.api.Test;

/** Reads the file with other implementations of its checksum and its messages. */
class EventFileTest {

  private record Event(double wallTime, long step, String version, Map<String, Float> scalars) {}

  @Test
  void holdsEveryRoundAsTensorBoardReadsIt() throws IOException {
    List<Event> events =
        events(
            EventFile.of(
                List.of(
                    Reports.round(1, OptionalDouble.empty()),
                    Reports.round(300, OptionalDouble.of(0.25)))));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).step()).isEqualTo(1);
    assertThat(events.get(1).scalars())
        .containsEntry("loss/training", 1f)
        .containsEntry("workers", 2f)
        .doesNotContainKey("loss/validation");
    assertThat(events.get(2).step()).isEqualTo(300);
    assertThat(events.get(2).wallTime() - events.get(1).wallTime())
        .isCloseTo(2990 + Math.sin(300) - Math.sin(1), within(1e-6));
    assertThat(events.get(2).scalars()).containsEntry("loss/validation", 0.25f);
  }

  private static List<Event> events(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] length = new byte[Long.BYTES];
      in.get(length);
      assertThat(in.getInt()).isEqualTo(masked(length));
      byte[] data =
          new byte[(int) ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong()];
      in.get(data);
      assertThat(in.getInt()).isEqualTo(masked(data));
      events.add(event(CodedInputStream.newInstance(data)));
    }
    return events;
  }

  private static int masked(byte[] data) {
    Checksum crc = new PureJavaCrc32C();
    crc.update(data, 0, data.length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }

  private static Event event(CodedInputStream in) throws IOException {
    double wallTime = Double.NaN;
    long step = 0;
    String version = "";
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> wallTime = in.readDouble();
        case 2 -> step = in.readInt64();
        case 3 -> version = in.readBytes().toStringUtf8();
        case 5 -> {
          CodedInputStream summary = in.readBytes().newCodedInput();
          for (int one = summary.readTag(); one != 0; one = summary.readTag()) {
            CodedInputStream value = summary.readBytes().newCodedInput();
            assertThat(WireFormat.getTagFieldNumber(value.readTag())).isEqualTo(1);
            String name = value.readBytes().toStringUtf8();
            assertThat(WireFormat.getTagFieldNumber(value.readTag())).isEqualTo(2);
            scalars.put(name, value.readFloat());
          }
        }
        default -> throw new IOException("tag " + tag);
      }
    }
    return new Event(wallTime, step, version, scalars);
  }
}
