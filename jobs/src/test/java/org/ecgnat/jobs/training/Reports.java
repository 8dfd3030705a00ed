package org.ecgnat.jobs.training;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Reports of rounds that never were. */
public final class Reports {
  private Reports() {}

  /** A round of two workers, ten seconds after the one before. */
  static RoundReport round(int number, OptionalDouble validation) {
    long began = 1_700_000_000_000L + 10_000L * number;
    return new RoundReport(
        number,
        number / 10,
        1 / Math.sqrt(number),
        validation,
        0.5 + 0.2 * Math.sin(number),
        1,
        640,
        2,
        new RoundReport.Times(
            began,
            8 + Math.sin(number),
            0.1,
            validation.isPresent() ? OptionalDouble.of(0.8) : OptionalDouble.empty(),
            OptionalDouble.of(0.3)),
        List.of(
            participant(0, began + 100, 6.5 + Math.sin(number)),
            participant(1, began + 150, 6.9 + 0.5 * Math.cos(number))));
  }

  /** So many rounds, every fifth validated. */
  public static List<RoundReport> rounds(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(
            number ->
                round(
                    number,
                    number % 5 == 0
                        ? OptionalDouble.of(0.1 + 1 / Math.sqrt(number))
                        : OptionalDouble.empty()))
        .toList();
  }

  private static RoundReport.Participant participant(int worker, long began, double seconds) {
    return new RoundReport.Participant(
        worker,
        "executor<" + worker + ">",
        10,
        320,
        1.5,
        OptionalLong.of(300_000_000L + worker),
        new WorkTimes(began, seconds, 0.4, seconds - 0.9));
  }
}
