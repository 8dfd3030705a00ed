package org.ecgnat.jobs.inventory;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * Counts of many questions from one pass: a count each of source, question, answer and detail of
 * the answer.
 */
public final class Tally {
  private final List<Count> counts = new ArrayList<>();

  /**
   * One count.
   *
   * @param source name of the source
   * @param question what was counted, such as {@code label}
   * @param answer the value, such as {@code scp:NORM}
   * @param detail a second value, such as a label's certainty, or empty
   * @param number how often
   */
  public record Count(String source, String question, String answer, String detail, long number)
      implements Serializable {}

  /** Rows of source, question, answer, detail, number. */
  static Tally of(List<Row> rows) {
    Tally tally = new Tally();
    for (Row row : rows) {
      tally.counts.add(
          new Count(
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getLong(4)));
    }
    return tally;
  }

  /** Counts that are at hand. */
  public static Tally ofCounts(List<Count> counts) {
    Tally tally = new Tally();
    tally.counts.addAll(counts);
    return tally;
  }

  /** The counts of one question. */
  public List<Count> of(String question) {
    return counts.stream().filter(one -> one.question().equals(question)).toList();
  }

  /** How often each answer was given, all sources together. */
  public Map<String, Long> byAnswer(String question) {
    return by(question, Count::answer);
  }

  /** How often each detail was given, all sources together. */
  public Map<String, Long> byDetail(String question) {
    return by(question, Count::detail);
  }

  /** How often each numeric answer was given, all sources together. */
  public Map<Double, Long> byNumber(String question) {
    return by(question, count -> Double.parseDouble(count.answer()));
  }

  private <K extends Comparable<K>> Map<K, Long> by(String question, Function<Count, K> key) {
    Map<K, Long> sums = new TreeMap<>();
    for (Count one : of(question)) {
      sums.merge(key.apply(one), one.number(), Long::sum);
    }
    return sums;
  }
}
