package org.ecgnat.preprocessing.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Phrases that are looked up word by word, the longest first. Case, blanks and punctuation inside a
 * phrase do not count.
 *
 * @param <T> what a phrase stands for
 */
final class PhraseTable<T> {
  /** A word, or a mark that ends a clause. A full stop within a number or word ends none. */
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+|[,;:()?!]|\\.(?=\\s|$)|[&+]");

  /** Longer texts are no statements of a program; they would only cost time. */
  private static final int MAX_CHARACTERS = 500;

  /**
   * A phrase.
   *
   * @param words in lower case
   * @param value what it stands for
   */
  record Phrase<T>(List<String> words, T value) {}

  private final Map<String, List<Phrase<T>>> byFirstWord = new HashMap<>();

  PhraseTable(Map<String, T> phrases) {
    phrases.forEach(
        (text, value) -> {
          List<String> words = words(text).stream().filter(w -> !endsClause(w)).toList();
          if (!words.isEmpty()) {
            byFirstWord
                .computeIfAbsent(words.get(0), key -> new ArrayList<>())
                .add(new Phrase<>(words, value));
          }
        });
    byFirstWord
        .values()
        .forEach(
            list ->
                list.sort(Comparator.comparingInt((Phrase<T> p) -> p.words().size()).reversed()));
  }

  /** Phrases that stand for themselves. */
  static PhraseTable<String> of(List<String> phrases) {
    Map<String, String> map = new LinkedHashMap<>();
    phrases.forEach(phrase -> map.put(phrase, phrase));
    return new PhraseTable<>(map);
  }

  /** The words and clause marks of a text, in lower case; none for a text of excessive length. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    if (text.length() <= MAX_CHARACTERS) {
      Matcher matcher = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
      while (matcher.find()) {
        String word = matcher.group();
        words.add(word.equals("&") || word.equals("+") ? "and" : word);
      }
    }
    return words;
  }

  /** Whether a token is a mark that ends a clause; a question mark is a word. */
  static boolean endsClause(String token) {
    return ",;:().!".contains(token);
  }

  /**
   * The longest phrase that begins at a word. Marks within the text are skipped where the phrase
   * goes on behind them.
   *
   * @return the phrase, and how many tokens of the text it takes
   */
  Optional<Map.Entry<Phrase<T>, Integer>> longestAt(List<String> tokens, int from) {
    for (Phrase<T> phrase : byFirstWord.getOrDefault(tokens.get(from), List.of())) {
      int length = lengthOf(phrase.words(), tokens, from);
      if (length > 0) {
        return Optional.of(Map.entry(phrase, length));
      }
    }
    return Optional.empty();
  }

  /** Whether any phrase occurs. */
  boolean occursIn(List<String> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      if (longestAt(tokens, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Tokens that a phrase takes from a place on, 0 where it does not stand there. */
  private static int lengthOf(List<String> words, List<String> tokens, int from) {
    int at = from;
    for (int w = 0; w < words.size(); at++) {
      if (at == tokens.size()) {
        return 0;
      }
      if (tokens.get(at).equals(words.get(w))) {
        w++;
      } else if (w == 0 || !endsClause(tokens.get(at))) {
        return 0;
      }
    }
    return at - from;
  }
}
