package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;
import org.ecgnat.preprocessing.recording.Sex;
import org.junit.jupiter.api.Test;

class WfdbRoundTripTest {

  @Property(tries = 50)
  void whatIsWrittenIsRead(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int leadCount,
      @ForAll @IntRange(min = 1, max = 700) int samples,
      @ForAll @DoubleRange(min = 10, max = 2000) double rateHz,
      @ForAll @DoubleRange(min = 1, max = 5000) double gain)
      throws IOException {
    Random random = new Random(seed);
    List<Lead> leads = Lead.STANDARD.subList(12 - leadCount, 12);
    float[][] millivolts = new float[leadCount][samples];
    for (float[] row : millivolts) {
      for (int i = 0; i < samples; i++) {
        row[i] = random.nextInt(20) == 0 ? Float.NaN : (float) (3 * random.nextGaussian());
      }
    }
    Path folder = Files.createTempDirectory("wfdb");
    WfdbWriter.write(
        folder, "rec-1", rateHz, leads, millivolts, gain, List.of("Age: 40", "Sex: Male"));
    EcgRecording read = RealRecordsTest.read(folder.resolve("rec-1.hea"), ReadOptions.STRICT);
    Files.delete(folder.resolve("rec-1.hea"));
    Files.delete(folder.resolve("rec-1.dat"));
    Files.delete(folder);

    assertThat(read.samplingRateHz()).isEqualTo(rateHz);
    assertThat(read.leads()).isEqualTo(leads);
    assertThat(read.amplitude()).isEqualTo(Amplitude.MILLIVOLTS);
    assertThat(read.patient().ageYears()).hasValue(40);
    assertThat(read.patient().sex()).isEqualTo(Sex.MALE);
    for (int row = 0; row < leadCount; row++) {
      for (int i = 0; i < samples; i++) {
        float expected = millivolts[row][i];
        if (Float.isNaN(expected)) {
          assertThat(read.signal()[row][i]).isNaN();
        } else {
          double limit = Short.MAX_VALUE / gain;
          double kept = Math.max(-limit, Math.min(limit, expected));
          assertThat(Math.abs(read.signal()[row][i] - kept)).isLessThan(0.5 / gain + 1e-5);
        }
      }
    }
  }

  @Test
  void badInputIsRefused() {
    for (String name : List.of("", "a/b", "Jane Doe", "r.hea")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  WfdbWriter.write(
                      Path.of("."), name, 500, List.of(Lead.I), new float[1][3], 1000, List.of()))
          .withMessageContaining("record name");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WfdbWriter.write(
                    Path.of("."),
                    "r",
                    500,
                    List.of(Lead.I),
                    new float[1][3],
                    1000,
                    List.of("a\nb")))
        .withMessageContaining("line break");
  }
}
