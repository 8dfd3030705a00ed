package org.ecgnat.preprocessing.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.RecordingReader;
import org.ecgnat.preprocessing.format.SiblingFiles;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.UnreadableRecordingException.Reason;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.junit.jupiter.api.Test;

/** The harness notices what it is there for. */
class GuardedReadTest {
  private static final EcgRecording RECORDING =
      EcgRecording.ofSignal("r", 500, List.of(Lead.I), new float[1][10]);

  private interface Reading {
    List<EcgRecording> read() throws UnreadableRecordingException;
  }

  @Test
  void recordingsAndRefusalsAreFine() {
    assertThat(fault(() -> List.of(RECORDING))).isEmpty();
    assertThat(
            fault(
                () -> {
                  throw new UnreadableRecordingException(Reason.NO_SIGNAL, "Nothing there");
                }))
        .isEmpty();
  }

  @Test
  void everythingElseIsAFault() {
    assertThat(fault(List::of)).hasValueSatisfying(f -> assertThat(f).contains("nothing"));
    assertThat(fault(() -> List.of(RECORDING, null)))
        .hasValueSatisfying(f -> assertThat(f).contains("NullPointerException"));
    assertThat(fault(() -> deep(0)))
        .hasValueSatisfying(f -> assertThat(f).contains("StackOverflowError"));
  }

  @Test
  void allocationOutOfProportion() {
    assertThat(
            fault(
                () -> {
                  assertThat(new long[9 << 20]).hasSize(9 << 20);
                  return List.of(RECORDING);
                }))
        .hasValueSatisfying(f -> assertThat(f).contains("allocates"));
  }

  @Test
  void aHangIsNamedWithItsPlace() {
    assertThat(
            fault(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(1_000_000);
                  }
                  return List.of(RECORDING);
                }))
        .hasValueSatisfying(f -> assertThat(f).contains("hangs", "GuardedReadTest"));
  }

  private static List<EcgRecording> deep(int depth) {
    return depth < 0 ? List.of() : List.copyOf(deep(depth + 1));
  }

  private static Optional<String> fault(Reading reading) {
    RecordingReader reader =
        new RecordingReader() {
          @Override
          public String format() {
            return "x";
          }

          @Override
          public boolean recognises(String fileName, byte[] head) {
            return true;
          }

          @Override
          public List<EcgRecording> read(
              SiblingFiles.Content main, String name, SiblingFiles siblings, ReadOptions options)
              throws UnreadableRecordingException {
            return reading.read();
          }
        };
    try (GuardedRead guard = new GuardedRead(2_000)) {
      return guard.fault(
          FuzzTarget.of(reader), new MemoryFolder("a", Map.of("a", new byte[] {1, 2, 3})));
    }
  }
}
