package org.ecgnat.preprocessing.quality.beats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.UnreadableRecordingException;
import org.ecgnat.preprocessing.format.wfdb.WfdbAnnotation;
import org.ecgnat.preprocessing.format.wfdb.WfdbAnnotations;
import org.ecgnat.preprocessing.format.wfdb.WfdbRecord;
import org.ecgnat.preprocessing.format.wfdb.WfdbSignal;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A record of LUDB with its cardiologists' marks.
 *
 * @param number 1 to 200
 * @param signal {@code (12, 5000)} in millivolts at 500 Hz
 * @param waves for each lead, in the order of time
 */
record LudbRecord(int number, float[][] signal, List<List<Wave>> waves) {
  static final int RECORDS = 200;
  static final double RATE_HZ = 500;
  private static final int SAME_BEAT = 50;

  /** What is marked. */
  enum Kind {
    P("p"),
    QRS("N"),
    T("t");

    private final String symbol;

    Kind(String symbol) {
      this.symbol = symbol;
    }
  }

  /** A marked wave; onset or end are −1 where a mark is missing. */
  record Wave(Kind kind, int onset, int peak, int end) {}

  static LudbRecord read(int number) throws IOException, UnreadableRecordingException {
    Path folder = SharedData.path("data/ludb/data");
    WfdbRecord record = WfdbRecord.read(folder.resolve(number + ".hea"));
    List<List<Wave>> waves = new ArrayList<>();
    for (Lead lead : Lead.STANDARD) {
      String file = number + "." + lead.name().toLowerCase(Locale.ROOT);
      waves.add(waves(WfdbAnnotations.read(Files.readAllBytes(folder.resolve(file)))));
    }
    float[][] signal = record.signals().stream().map(WfdbSignal::physical).toArray(float[][]::new);
    return new LudbRecord(number, signal, waves);
  }

  EcgRecording recording() {
    return EcgRecording.ofSignal("ludb" + number, RATE_HZ, Lead.STANDARD, signal);
  }

  private static List<Wave> waves(WfdbAnnotations annotations) {
    List<Wave> waves = new ArrayList<>();
    int onset = -1;
    for (WfdbAnnotation mark : annotations.annotations()) {
      int sample = (int) mark.sample();
      if (mark.symbol().equals("(")) {
        onset = sample;
      } else if (mark.symbol().equals(")")) {
        int last = waves.size() - 1;
        if (last >= 0 && waves.get(last).end() < 0) {
          Wave wave = waves.get(last);
          waves.set(last, new Wave(wave.kind(), wave.onset(), wave.peak(), sample));
        }
        onset = -1;
      } else {
        for (Kind kind : Kind.values()) {
          if (kind.symbol.equals(mark.symbol())) {
            waves.add(new Wave(kind, onset, sample, -1));
          }
        }
      }
    }
    return waves;
  }

  /** Beats that at least half of the leads mark, at the middle of their marks. */
  int[] beats() {
    return together(Kind.QRS).stream()
        .mapToInt(same -> middle(same.stream().mapToInt(Wave::peak).toArray()))
        .toArray();
  }

  /**
   * The cardiologists' marks of all leads together, by the same rule of neighbours as the
   * delineator's.
   */
  List<Wave> global(Kind kind) {
    GlobalMarks rule = new GlobalMarks(RATE_HZ);
    List<Wave> result = new ArrayList<>();
    for (List<Wave> same : together(kind)) {
      List<WaveMarks> marks =
          same.stream()
              .filter(wave -> wave.onset() >= 0 && wave.end() >= 0)
              .map(wave -> new WaveMarks(wave.onset(), wave.peak(), wave.end()))
              .toList();
      if (!marks.isEmpty()) {
        WaveMarks all =
            switch (kind) {
              case P -> rule.p(marks, marks.size());
              case QRS -> rule.qrs(marks, marks.size());
              case T -> rule.t(marks, marks.size());
            };
        result.add(new Wave(kind, all.onset(), all.peak(), all.end()));
      }
    }
    return result;
  }

  private List<List<Wave>> together(Kind kind) {
    Predicate<Wave> wanted = wave -> wave.kind() == kind;
    ToIntFunction<Wave> peak = Wave::peak;
    List<Wave> all =
        waves.stream()
            .flatMap(List::stream)
            .filter(wanted)
            .sorted((a, b) -> Integer.compare(peak.applyAsInt(a), peak.applyAsInt(b)))
            .toList();
    List<List<Wave>> groups = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i == 0 || all.get(i).peak() - all.get(i - 1).peak() >= SAME_BEAT) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(all.get(i));
    }
    return groups.stream().filter(group -> 2 * group.size() >= Lead.COUNT).toList();
  }

  private static int middle(int[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }
}
