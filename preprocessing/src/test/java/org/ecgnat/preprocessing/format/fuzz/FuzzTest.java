package org.ecgnat.preprocessing.format.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ecgnat.preprocessing.format.CodeSystem;
import org.ecgnat.preprocessing.format.Layouts;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.aecg.AecgReader;
import org.ecgnat.preprocessing.format.archive.ArchiveContents;
import org.ecgnat.preprocessing.format.cardiosoft.CardioSoftReader;
import org.ecgnat.preprocessing.format.contec.ContecReader;
import org.ecgnat.preprocessing.format.dicom.DicomReader;
import org.ecgnat.preprocessing.format.edf.EdfReader;
import org.ecgnat.preprocessing.format.flac.UncheckedFlac;
import org.ecgnat.preprocessing.format.hdf5.Hdf5Reader;
import org.ecgnat.preprocessing.format.matlab.MatlabReader;
import org.ecgnat.preprocessing.format.muse.MuseReader;
import org.ecgnat.preprocessing.format.philips.PhilipsReader;
import org.ecgnat.preprocessing.format.scp.UncheckedScp;
import org.ecgnat.preprocessing.format.text.TextReader;
import org.ecgnat.preprocessing.format.wfdb.AnnotationFiles;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Damaged real recordings, FLAC streams and archives end in recordings or in a clean refusal: no
 * other exception, no hang, no allocation out of proportion to the file. A build tries a few
 * hundred inputs a reader, always the same. Longer, and one reader alone:
 *
 * <pre>
 * ./mvnw -pl preprocessing test -Dtest=FuzzTest -Decgnat.fuzz.only=wfdb -Decgnat.fuzz.seconds=120
 * </pre>
 *
 * <p>What fails is made small and written to {@code target/fuzz}; mend the reader and keep the
 * input under {@code src/test/resources/fuzz/FORMAT}, where it is read again by every build. {@code
 * -Decgnat.fuzz.from=N} begins with the N-th input, {@code -Decgnat.fuzz.count=1} ends after it.
 */
class FuzzTest {
  private static final ReadOptions STATEMENTS =
      new ReadOptions(
          ReadOptions.UnitRule.VOLTAGE_ONLY,
          new CodeSystem("fuzz", List.of("Sinus rhythm", "Sinus bradycardia", "Normal ECG"), ""));

  /** One line a reader. */
  private static final List<FuzzTarget> TARGETS =
      List.of(
          FuzzTarget.of(
              new WfdbReader(),
              "data/formats/wfdb/sample-data/*.hea",
              "data/formats/wfdb/sample-data/multi-segment/041s/*.hea",
              "data/formats/wfdb/sample-data/multi-segment/fixed1/v102s.hea",
              "data/formats/wfdb/sample-data/multi-segment/p000878/*.hea",
              "data/cinc2021/JS*1.hea",
              "data/ludb/1.hea"),
          FuzzTarget.of(new UncheckedScp(), "data/formats/vendor/ecgtoolkit/*.scp")
              .withAllocationFactor(512),
          FuzzTarget.of(
              new AecgReader(),
              "data/formats/vendor/hl7_aecg/*.xml",
              "data/formats/vendor/hl7_aecg/fda_aecg-python/*.xml"),
          FuzzTarget.of(
              new DicomReader(),
              "data/formats/vendor/dicom/*.dcm",
              "data/formats/vendor/ecgtoolkit/*.dcm"),
          FuzzTarget.of(new MatlabReader(), resources("matlab/*.mat"))
              .withOptions(
                  Layouts.options(
                      "matlab: {signal: val, leads: [I, II, III, aVR, aVL, aVF, V1, V2, V3, V4,"
                          + " V5, V6], samplingRate: fs, unit: uV, age: ECG.age, sex: ECG.sex}"))
              .withAllocationFactor(1000),
          FuzzTarget.of(new Hdf5Reader(), resources("hdf5/*.hdf5"))
              .withOptions(Layouts.options("standardised: true"))
              .withAllocationFactor(1000),
          FuzzTarget.of(
                  new MuseReader(),
                  "data/formats/vendor/muse_xml/MUSE*.xml",
                  "data/formats/vendor/muse_xml/braveheart/*.xml")
              .withOptions(STATEMENTS),
          FuzzTarget.of(new CardioSoftReader(), "data/formats/vendor/muse_xml/dummy_ecg.xml")
              .withOptions(STATEMENTS),
          // LZW codes of 10 bits stand for up to 767 bytes, and a sample of 2 becomes 8 and more.
          FuzzTarget.of(
                  new PhilipsReader(),
                  "data/formats/vendor/philips_sierra/1_03/*.XML",
                  "data/formats/vendor/philips_sierra/1_04/*.xml",
                  "data/formats/vendor/philips_sierra/1_04_01/*.xml")
              .withOptions(STATEMENTS)
              .withAllocationFactor(2000),
          FuzzTarget.of(
                  new TextReader(),
                  "data/formats/vendor/text/testing_ecg.txt",
                  "data/formats/vendor/contec/0000050.ECG.csv")
              .withOptions(
                  Layouts.options(
                      "standardised: true\n"
                          + "text: {files: '*', skipLines: 5, samplingRateHz: 500, missing: [NaN, '19'],"
                          + " leads: [I, II, III, aVR, aVL, aVF, V1, V2, V3, V4, V5, V6]}")),
          FuzzTarget.of(
              new EdfReader(),
              "data/formats/wfdb/sample-data/*.edf",
              "data/formats/vendor/contec/*.edf"),
          FuzzTarget.of(new ContecReader(), "data/formats/vendor/contec/0000053.ECG"),
          FuzzTarget.of(new UncheckedFlac(), "data/formats/wfdb/sample-data/flacformats.d*"),
          // an annotation of 2 bytes is an object
          FuzzTarget.of(
                  new AnnotationFiles(),
                  "data/formats/wfdb/sample-data/*.atr",
                  "data/formats/wfdb/sample-data/*.qrs",
                  "data/cpsc2021/*_10.atr")
              .withAllocationFactor(200),
          FuzzTarget.of(new ArchiveContents("zip")),
          FuzzTarget.of(new ArchiveContents("tar")),
          FuzzTarget.of(new ArchiveContents("tar.gz")));

  /** Neighbouring seeds of {@link Random} begin alike. */
  private static final long SCATTER = 0x9E3779B97F4A7C15L;

  private static final long DEFAULT_INPUTS = 300;
  private static final long DEFAULT_SECONDS = 2;

  @TestFactory
  Stream<DynamicTest> damagedFiles() {
    return targets().map(target -> dynamicTest(target.reader().format(), () -> fuzz(target)));
  }

  @TestFactory
  Stream<DynamicTest> keptInputs() {
    return targets().map(target -> dynamicTest(target.reader().format(), () -> replay(target)));
  }

  /** Files that other tests read too. */
  private static String resources(String pattern) {
    return Path.of("src/test/resources", pattern).toAbsolutePath().toString();
  }

  private static Stream<FuzzTarget> targets() {
    String only = System.getProperty("ecgnat.fuzz.only", "");
    return TARGETS.stream()
        .filter(target -> only.isEmpty() || only.equals(target.reader().format()));
  }

  private static void replay(FuzzTarget target) throws IOException {
    try (GuardedRead guard = new GuardedRead()) {
      for (Map.Entry<String, MemoryFolder> kept : target.kept().entrySet()) {
        assertThat(guard.fault(target, kept.getValue())).as(kept.getKey()).isEmpty();
      }
    }
  }

  private static void fuzz(FuzzTarget target) throws IOException {
    Map<String, MemoryFolder> seeds = new TreeMap<>(target.kept());
    seeds.putAll(target.real());
    if (seeds.isEmpty()) {
      return;
    }
    List<String> names = List.copyOf(seeds.keySet());
    List<MemoryFolder> folders = new ArrayList<>(seeds.values());
    boolean timed = System.getProperty("ecgnat.fuzz.seconds") != null;
    long seconds = Long.getLong("ecgnat.fuzz.seconds", DEFAULT_SECONDS);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long from = Long.getLong("ecgnat.fuzz.from", 0);
    long count = Long.getLong("ecgnat.fuzz.count", timed ? Long.MAX_VALUE : DEFAULT_INPUTS);
    long done = 0;
    Map<String, String> faults = new TreeMap<>();
    try (GuardedRead guard = new GuardedRead()) {
      while (done < count && System.nanoTime() < end) {
        long number = from + done++;
        Random random = new Random(number * SCATTER);
        int which = random.nextInt(names.size());
        MemoryFolder damaged = folders.get(which).damaged(folders, random);
        Optional<String> fault = guard.fault(target, damaged);
        if (fault.isPresent() && !faults.containsKey(Shrinker.kind(fault.get()))) {
          faults.put(
              Shrinker.kind(fault.get()),
              report(target, names.get(which), number, damaged, fault.get()));
        }
      }
    }
    assertThat(faults.values()).as("faults of distinct kinds").isEmpty();
    System.out.printf("fuzzed %s: %d inputs%n", target.reader().format(), done);
  }

  private static String report(
      FuzzTarget target, String seed, long number, MemoryFolder failing, String fault)
      throws IOException {
    MemoryFolder smallest = Shrinker.shrink(target, failing, fault);
    Path kept =
        Shrinker.save(smallest, Path.of("target", "fuzz", target.reader().format(), "" + number));
    return "%s, input %d (-Decgnat.fuzz.from=%d) made of %s, kept in %s, %d bytes: %s"
        .formatted(
            target.reader().format(),
            number,
            number,
            seed,
            kept.toAbsolutePath(),
            smallest.sizeBytes(),
            fault);
  }
}
