package org.ecgnat.jobs.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The content of {@code metrics.json}; the report shows these numbers and no others.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param data {@code real}, {@code synthetic} or {@code mixed}: scores on synthetic recordings say
 *     little about patients and are named so wherever they are shown
 * @param provenance what the figures were made from
 * @param overall all recordings
 * @param sources by source
 * @param sourceGuess how well embeddings tell sources apart; {@code null} in JSON where there is
 *     only one
 * @param curves of the scored classes, over all recordings
 * @param notes what a reader must know: classes left out or rare, recordings without an answer
 */
public record EvaluationMetrics(
    int schemaVersion,
    String data,
    Provenance provenance,
    Scores overall,
    Map<String, Scores> sources,
    Optional<SourceGuess> sourceGuess,
    List<Curves> curves,
    List<String> notes) {

  /** Rises when a field changes its meaning. */
  public static final int SCHEMA_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(new Jdk8Module())
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new UndefinedAsNull())
                  .addSerializer(double.class, new UndefinedAsNull()));

  /** Copies the collections; sources are in alphabetical order. */
  public EvaluationMetrics {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    curves = List.copyOf(curves);
    notes = List.copyOf(notes);
  }

  /** Whether any recording is synthetic. */
  public boolean onSyntheticData() {
    return !data.equals("real");
  }

  /** The text of {@code metrics.json}. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Metrics have no JSON form", e);
    }
  }

  /** JSON has no NaN. */
  private static final class UndefinedAsNull extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }
}
