package org.ecgnat.model.classification;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Optional;
import org.ecgnat.model.encoder.Encoder;
import org.ecgnat.model.encoder.EncoderConfig;
import org.ecgnat.model.layers.Axes;
import org.ecgnat.model.layers.LayerNorm;
import org.ecgnat.model.layers.Linear;
import org.ecgnat.model.layers.Mlp;
import org.ecgnat.model.layers.NetworkBlock;
import org.ecgnat.model.layers.Pass;
import org.ecgnat.model.training.Crops;

/**
 * A classifier on the tokens of all stages: mean and maximum over a stage's tokens, one stage after
 * the other, then layer normalisation and a linear head. As a DJL block it takes the signal {@code
 * (batch, leads, samples)} and optionally which leads are present {@code (batch, leads)}, 1 or 0,
 * and gives the logits {@code (batch, classes)}.
 */
public final class EcgClassifier extends NetworkBlock {
  private static final int[] CROPS = {0};
  private static final double NORM_EPSILON = 1e-12;

  private final int classes;
  private final Crops crops;
  private final Encoder encoder;
  private final LayerNorm norm;
  private final Linear head;
  private final Optional<Mlp> projection;

  /**
   * Declares {@code encoder}, {@code norm}, {@code head} and, for the contrastive part, {@code
   * projection}.
   *
   * @param config the encoder's architecture
   * @param classes number of logits
   * @param projectionWidth width of the contrastive embedding; 0 for no projection head
   * @param crops pieces of a window whose features are averaged
   */
  public EcgClassifier(EncoderConfig config, int classes, int projectionWidth, Crops crops) {
    this.classes = classes;
    this.crops = crops;
    int features = config.features();
    List<Integer> widths = config.stageWidths();
    encoder = addChildBlock("encoder", config.build());
    norm = addChildBlock("norm", new LayerNorm(features));
    head = addChildBlock("head", new Linear(features, classes));
    projection =
        projectionWidth == 0
            ? Optional.empty()
            : Optional.of(
                addChildBlock(
                    "projection",
                    new Mlp(features, widths.get(widths.size() - 1), projectionWidth)));
  }

  /** The encoder inside. */
  public Encoder encoder() {
    return encoder;
  }

  /**
   * The features of windows, {@code (batch, features)}: the mean over their crops of {@link
   * #pooled}.
   *
   * @param signal {@code (batch, leads, samples)}
   * @param present {@code (batch, leads)}, 1 or 0; empty where all leads are present
   * @param pass where parameter values come from
   */
  public NDArray features(NDArray signal, Optional<NDArray> present, Pass pass) {
    int window = Math.toIntExact(signal.getShape().get(2));
    if (!crops.cut(window)) {
      return pooled(signal, present, pass);
    }
    NDList pieces = new NDList();
    NDList leads = new NDList();
    for (int i = 0; i < crops.count(); i++) {
      int start = crops.start(i, window);
      pieces.add(Axes.slice(signal, 2, start, start + (long) crops.samples()));
      present.ifPresent(leads::add);
    }
    Optional<NDArray> presence = present.map(one -> NDArrays.concat(leads, 0));
    NDArray features = pooled(NDArrays.concat(pieces, 0), presence, pass);
    return features
        .reshape(crops.count(), signal.getShape().get(0), features.getShape().get(1))
        .mean(CROPS, false);
  }

  /**
   * The normalised features of {@link Encoder#pooled}, {@code (batch, features)}.
   *
   * @param signal {@code (batch, leads, samples)} of any length, such as crops
   * @param present {@code (batch, leads)}, 1 or 0; empty where all leads are present
   * @param pass where parameter values come from
   */
  public NDArray pooled(NDArray signal, Optional<NDArray> present, Pass pass) {
    return norm.apply(encoder.pooled(signal, present, pass), pass);
  }

  /**
   * The logits, {@code (batch, classes)}.
   *
   * @param features {@code (batch, features)}, dropout applied where there is any
   * @param pass where parameter values come from
   */
  public NDArray logits(NDArray features, Pass pass) {
    return head.apply(features, pass);
  }

  /**
   * The contrastive embedding, {@code (batch, projection width)} of unit length.
   *
   * @param features {@code (batch, features)}
   * @param pass where parameter values come from
   * @throws IllegalStateException if there is no projection head
   */
  public NDArray embedding(NDArray features, Pass pass) {
    Mlp map =
        projection.orElseThrow(
            () -> new IllegalStateException("This classifier has no projection head"));
    return map.apply(features, pass).normalize(2, 1, NORM_EPSILON);
  }

  @Override
  protected NDArray compute(NDArray input, Pass pass) {
    return logits(features(input, Optional.empty(), pass), pass);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray signal = inputs.head();
    Optional<NDArray> present = inputs.size() > 1 ? Optional.of(inputs.get(1)) : Optional.empty();
    Pass pass = Pass.of(store, signal.getDevice());
    return new NDList(logits(features(signal, present, pass), pass));
  }

  @Override
  protected Shape outputShape(Shape input) {
    return new Shape(input.get(0), classes);
  }
}
