package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.SiblingFiles.Content;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.recording.EcgRecording;

/** Whatever a header says, it is read or set aside, and never allocates more than its data hold. */
class HostileHeaderTest {
  private static final List<String> HEADERS =
      List.of(
          """
          r 2 500/100(7) 40 10:00:00 01/02/2003
          r.dat 16x1:2+4 200.5(1)/uV 16 0 0 0 0 I
          r.dat 16 200/mV 16 0 0 0 0 V1
          # Age: 40
          """,
          """
          r 1 250
          r.dat 212 0 12 5 0 0 0 II
          #<age>: >89
          #<diagnoses>:
          # x.
          """,
          """
          r 1 1000 9
          r.dat 24 1e3/V
          r.dat 80 1/mV 1 2 3 4 5 I
          """,
          """
          r 3 50 9
          r.dat 8x2:1 1/mV 1 2 3 4 5 I
          r.dat 8x3 1/mV 1 2 3 4 5 II
          r.dat 8 1/mV 1 2 3 4 5 V6
          """,
          """
          r 1 500
          r.dat 310 0 12 5 0 0 0 II
          s.dat 516 0 12 5 0 0 0 V1
          """,
          """
          r/3 1 500 12
          s 0
          ~ 2
          s 10
          """);

  /** The header of whatever segment is asked for. */
  private static final byte[] SEGMENT =
      "s 1 500 10\ns.dat 80 1/mV 0 0 0 0 0 II\n".getBytes(StandardCharsets.US_ASCII);

  /** Characters that mean something in a header come up more often than by chance. */
  private static final String ALPHABET = "0123456789 0123456789 /()+-.:#x~\n\tEemVI";

  @Property(tries = 3000)
  void damagedHeaders(
      @ForAll @IntRange(max = 5) int which,
      @ForAll @IntRange(min = 1, max = 6) int edits,
      @ForAll @IntRange(max = 300) int fileBytes,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    StringBuilder header = new StringBuilder(HEADERS.get(which));
    for (int edit = 0; edit < edits; edit++) {
      int at = random.nextInt(header.length());
      char character = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> header.setCharAt(at, character);
        case 1 -> header.insert(at, String.valueOf(character).repeat(1 + random.nextInt(12)));
        default -> header.delete(at, at + 1 + random.nextInt(5));
      }
    }
    byte[] file = new byte[fileBytes];
    if (random.nextBoolean()) {
      random.nextBytes(file);
    }
    read(header.toString().getBytes(StandardCharsets.UTF_8), file);
  }

  @Property(tries = 300)
  void noise(@ForAll @Size(max = 200) byte[] header) throws IOException {
    read(header, Arrays.copyOf(header, 64));
  }

  private static void read(byte[] header, byte[] file) throws IOException {
    try {
      EcgRecording recording =
          new WfdbReader()
              .read(content(header), "r.hea", name -> companion(name, file), ReadOptions.STRICT)
              .get(0);
      assertThat(recording.samples()).isBetween(1, 32 * (1 << 20));
      WfdbRecord.read(content(header), "r.hea", name -> companion(name, file))
          .signals()
          .forEach(signal -> assertThat(signal.physical()).hasSize(signal.samples()));
    } catch (UnreadableRecordingException e) {
      assertThat(e).hasMessageMatching("(?s).{10,}");
    }
  }

  private static Optional<Content> companion(String name, byte[] file) {
    return Optional.of(content(name.endsWith(".hea") ? SEGMENT : file));
  }

  private static Content content(byte[] bytes) {
    return new Content(bytes, "/in/r", Instant.EPOCH);
  }
}
