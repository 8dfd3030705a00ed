package org.ecgnat.preprocessing.format.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WfdbAnnotationsTest {
  private static final String SAMPLES = "data/formats/wfdb/sample-data/";

  /** A line of PhysioNet's {@code rdann}: time, sample, symbol, subtype, channel, number, text. */
  private static final Pattern RDANN =
      Pattern.compile("\\s*\\S+\\s+(\\d+)\\s+(\\S)\\s+(-?\\d+)\\s+(\\d+)\\s+(-?\\d+)(?:\\t(.*))?");

  @ParameterizedTest
  @CsvSource({"ann-1, 100.atr, 2274", "ann-2, 12726.anI, 22", "ann-3, 1003.atr, 957"})
  void equalsPhysioNetsOwnReader(String target, String file, int count) throws Exception {
    List<List<Object>> expected = new ArrayList<>();
    Path path = SharedData.path("data/formats/wfdb/target-output/" + target);
    for (String line : Files.readAllLines(path)) {
      Matcher matcher = RDANN.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      expected.add(
          List.of(
              Long.parseLong(matcher.group(1)),
              matcher.group(2),
              Integer.parseInt(matcher.group(3)),
              Integer.parseInt(matcher.group(4)),
              Integer.parseInt(matcher.group(5)),
              matcher.group(6) == null ? "" : matcher.group(6)));
    }
    assertThat(expected).hasSize(count);
    WfdbAnnotations annotations = read(SAMPLES + file);
    assertThat(annotations.complete()).isTrue();
    assertThat(annotations.annotations().stream().map(WfdbAnnotationsTest::fields).toList())
        .isEqualTo(expected);
  }

  private static List<Object> fields(WfdbAnnotation annotation) {
    return List.of(
        annotation.sample(),
        annotation.symbol(),
        annotation.subtype(),
        annotation.channel(),
        annotation.number(),
        annotation.aux());
  }

  @Test
  void statesItsResolution() throws Exception {
    WfdbAnnotations high = read(SAMPLES + "03700181.gqrsh");
    WfdbAnnotations low = read(SAMPLES + "03700181.gqrsl");
    assertThat(high.samplingRateHz()).hasValue(500);
    assertThat(low.samplingRateHz()).isEmpty();
    // two detectors' last beats in the same ten minutes; the frame is four samples long
    WfdbAnnotation last = high.beats().get(high.beats().size() - 1);
    WfdbAnnotation lastLow = low.beats().get(low.beats().size() - 1);
    assertThat(high.seconds(last, 125)).isEqualTo(last.sample() / 500.0).isBetween(590.0, 600.0);
    assertThat(low.seconds(lastLow, 125)).isBetween(590.0, 600.0);
    // what the detector noted about itself is an ordinary note
    assertThat(high.annotations().get(0).aux()).startsWith("gqrs");
  }

  @Test
  void timesBeyond32Bits() throws Exception {
    WfdbAnnotations huge = read(SAMPLES + "huge.qrs");
    assertThat(huge.annotations()).hasSize(1);
    // four steps of 2^31 − 1 and one of 0x540be404
    assertThat(huge.annotations().get(0).sample()).isEqualTo(4L * 0x7fffffff + 0x540be404L);
  }

  /** Every annotation file at hand ends with its mark, and its beats are in order of time. */
  @Test
  void readsEverySample() throws Exception {
    Set<String> names =
        Set.of("atr", "qrs", "anI", "wabp", "wqrs", "gqrsh", "gqrsl", "sqrs", "wrr", "man");
    int files = 0;
    for (String folder : List.of("data/formats/wfdb", "data/cpsc2021")) {
      try (Stream<Path> paths = Files.walk(SharedData.path(folder))) {
        for (Path path : paths.filter(p -> names.contains(extension(p))).toList()) {
          WfdbAnnotations annotations = WfdbAnnotations.read(Files.readAllBytes(path));
          assertThat(annotations.complete()).as(path.toString()).isTrue();
          assertThat(annotations.annotations()).as(path.toString()).isNotEmpty();
          assertThat(annotations.annotations()).isSortedAccordingTo(WfdbAnnotationsTest::byTime);
          files++;
        }
      }
    }
    assertThat(files).isEqualTo(23);
  }

  /**
   * LUDB's README counts 16,797 P, 21,966 QRS and 19,666 T over all leads, of which release 1.0.1
   * holds one QRS and five T fewer; each wave has an end.
   */
  @Test
  void readsTheWavesOfLudb() throws Exception {
    long p = 0;
    long qrs = 0;
    long t = 0;
    long ends = 0;
    Path folder = SharedData.path("data/ludb/data");
    for (int record = 1; record <= 200; record++) {
      for (String lead :
          List.of("i", "ii", "iii", "avr", "avl", "avf", "v1", "v2", "v3", "v4", "v5", "v6")) {
        WfdbAnnotations waves =
            WfdbAnnotations.read(Files.readAllBytes(folder.resolve(record + "." + lead)));
        assertThat(waves.annotations())
            .extracting(WfdbAnnotation::symbol)
            .isSubsetOf("(", "p", "N", "t", ")");
        p += count(waves, "p");
        qrs += count(waves, "N");
        t += count(waves, "t");
        ends += count(waves, ")");
      }
    }
    assertThat(List.of(p, qrs, t, ends)).containsExactly(16797L, 21965L, 19661L, 58423L);
  }

  private static long count(WfdbAnnotations annotations, String symbol) {
    return annotations.annotations().stream().filter(a -> a.symbol().equals(symbol)).count();
  }

  @Test
  void fieldsAreCarriedOverOrNot() throws Exception {
    byte[] file =
        words(
            1 << 10 | 5,
            60 << 10 | 0xff,
            61 << 10 | 3,
            62 << 10 | 7, // N at 5: −1, 3, 7
            5 << 10 | 10, // V at 15
            28 << 10,
            63 << 10 | 3,
            'A' << 8 | '(',
            0, // + at 15: "(A"
            59 << 10,
            0xffff,
            0xfff6,
            0 << 10 | 20, // back 10, on 20, and nothing there
            42 << 10 | 1,
            0,
            1 << 10);
    WfdbAnnotations annotations = WfdbAnnotations.read(file);
    assertThat(annotations.annotations())
        .containsExactly(
            new WfdbAnnotation(5, 1, "N", 3, 7, -1, ""),
            new WfdbAnnotation(15, 5, "V", 0, 7, -1, ""),
            new WfdbAnnotation(15, 28, "+", 0, 7, -1, "(A"),
            new WfdbAnnotation(26, 42, "[42]", 0, 7, -1, ""));
    assertThat(annotations.beats()).extracting(WfdbAnnotation::sample).containsExactly(5L, 15L);
  }

  @Test
  void definesTypes() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (String note :
        List.of("## annotation type definitions", "42 CAL a pulse", "## end of definitions", "x")) {
      file.writeBytes(words(22 << 10, 63 << 10 | note.length()));
      file.writeBytes(note.getBytes(StandardCharsets.US_ASCII));
      file.writeBytes(new byte[note.length() % 2]);
    }
    file.writeBytes(words(42 << 10 | 9, 0));
    assertThat(WfdbAnnotations.read(file.toByteArray()).annotations())
        .extracting(WfdbAnnotation::symbol, WfdbAnnotation::aux)
        .containsExactly(tuple("\"", "x"), tuple("CAL", ""));
  }

  @Test
  void damagedFilesAreRefused() {
    assertThatThrownBy(() -> WfdbAnnotations.read(words(1 << 10 | 5, 63 << 10 | 40, 'a')))
        .isInstanceOf(UnreadableRecordingException.class)
        .hasMessageContaining("ends within an annotation, at byte 6");
    assertThatThrownBy(() -> WfdbAnnotations.read(words(59 << 10, 1)))
        .hasMessageContaining("ends within an annotation");
    assertThatThrownBy(() -> WfdbAnnotations.read(words(62 << 10 | 5, 0)))
        .hasMessageContaining("code 62 where an annotation begins");
  }

  @Test
  void aLostEndIsStated() throws Exception {
    assertThat(WfdbAnnotations.read(words(1 << 10 | 5)).complete()).isFalse();
    assertThat(WfdbAnnotations.read(words(1 << 10 | 5, 0)).complete()).isTrue();
  }

  @Property(tries = 500)
  void noiseIsReadOrRefused(@ForAll @Size(max = 300) byte[] file) {
    try {
      assertThat(WfdbAnnotations.read(file).annotations()).hasSizeLessThanOrEqualTo(150);
    } catch (UnreadableRecordingException e) {
      assertThat(e).hasMessageStartingWith("Cannot read the WFDB annotation file: ");
    }
  }

  private static int byTime(WfdbAnnotation a, WfdbAnnotation b) {
    return Long.compare(a.sample(), b.sample());
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static byte[] words(int... words) {
    byte[] bytes = new byte[2 * words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) words[i];
      bytes[2 * i + 1] = (byte) (words[i] >> 8);
    }
    return bytes;
  }

  private static WfdbAnnotations read(String path) throws Exception {
    return WfdbAnnotations.read(Files.readAllBytes(SharedData.path(path)));
  }
}
