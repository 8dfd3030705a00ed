package org.ecgnat.model.artifact;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ecgnat.model.artifact.ModelTask.OutputClass;
import org.ecgnat.model.encoder.EcgNatConfig;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.encoder.ResidualConfig;

/** The text of {@code MODEL_CARD.md}: nothing in it that {@code model.json} does not say. */
final class ModelCard {

  private ModelCard() {}

  static String of(ModelDescription description, SafeTensors weights) {
    StringBuilder card = new StringBuilder();
    card.append("# Model card: ").append(description.id()).append("\n\n");
    card.append(
        "**For research use. This is not a medical device, and no decision about a patient may"
            + " rest on it.**\n\n");
    card.append("## What it is\n\n").append(architecture(description.encoder(), weights));
    description
        .task()
        .ifPresentOrElse(
            task -> card.append(task(task)),
            () ->
                card.append(
                    "An encoder alone: it gives features and classifies nothing until it is"
                        + " fine-tuned.\n\n"));
    card.append("## What it expects\n\n").append(input(description));
    card.append("## Where it comes from\n\n").append(provenance(description.provenance()));
    card.append("## What was measured\n\n").append(metrics(description.metrics()));
    card.append("## Limits\n\n").append(limits());
    return card.toString();
  }

  private static String architecture(EncoderConfig encoder, SafeTensors weights) {
    long parameters = weights.tensors().values().stream().mapToLong(Tensor::elements).sum();
    if (encoder instanceof EcgNatConfig nat) {
      return """
          An ECG-NAT network: hierarchical neighbourhood attention over the twelve standard leads.
          The sizes are this project's own choice: width %d, depths %s, neighbourhoods of %d tokens,
          %,d parameters.

          """
          .formatted(nat.width(), nat.depths(), nat.kernelSize(), parameters);
    }
    ResidualConfig residual = (ResidualConfig) encoder;
    return """
        A residual network, what ECG-NAT is compared with: blocks of %s channels, convolutions of %s
        samples, %,d parameters.

        """
        .formatted(residual.widths(), residual.kernels(), parameters);
  }

  private static String task(ModelTask task) {
    String rows = task.classes().stream().map(ModelCard::row).collect(Collectors.joining("\n"));
    return """
        Task `%s`: %s. Temperature %s.

        | class | over windows | threshold |
        |---|---|---|
        %s

        """
        .formatted(
            task.name(),
            switch (task.kind()) {
              case SINGLE_LABEL -> "exactly one class a recording";
              case MULTI_LABEL -> "any number of classes a recording";
            },
            task.temperature(),
            rows);
  }

  private static String row(OutputClass output) {
    return "| %s | %s | %s |"
        .formatted(
            output.name(),
            output.aggregation().name().toLowerCase(Locale.ROOT),
            output.threshold());
  }

  private static String input(ModelDescription description) {
    return """
        Recordings conditioned by the recipe `%s` (hash `%s`): %s–%s Hz, windows of %s s at %s Hz.
        `model.json` holds the whole recipe; the program applies it to raw recordings itself.

        """
        .formatted(
            description.recipe().name(),
            description.recipe().hash(),
            description.recipe().band().lowHz(),
            description.recipe().band().highHz(),
            description.recipe().windowSeconds(),
            description.recipe().samplingRateHz());
  }

  private static String provenance(Provenance provenance) {
    return """
        Trained on version %d of the corpus `%s`, %s. Seeds: %s. Versions: %s.
        The effective configuration is in `model.json`.

        """
        .formatted(
            provenance.corpusVersion(),
            provenance.corpusId(),
            provenance.created(),
            list(provenance.seeds()),
            list(provenance.versions()));
  }

  private static String metrics(Map<String, Double> metrics) {
    if (metrics.isEmpty()) {
      return "Nothing was measured when the model was written.\n\n";
    }
    String rows =
        metrics.entrySet().stream()
            .map(
                entry ->
                    String.format(Locale.ROOT, "| %s | %.4f |", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
    return "| measure | value |\n|---|---|\n" + rows + "\n\n";
  }

  private static String limits() {
    return """
        - It knows the devices, patients and labelling habits of its training data and no others;
          measure it on your own recordings before any use.
        - A class that the training sources never assessed is unknown to it, not absent.
        - Probabilities are calibrated only where the temperature was fitted, on data like that.
        """;
  }

  private static String list(Map<String, ?> values) {
    return values.isEmpty()
        ? "none stated"
        : values.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
