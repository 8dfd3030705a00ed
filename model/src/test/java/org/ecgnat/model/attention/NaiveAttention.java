package org.ecgnat.model.attention;

import org.ecgnat.model.random.KeyedRandom;

/**
 * Neighbourhood attention as it is defined, token by token in double precision, for one (batch,
 * head) at a time.
 */
record NaiveAttention(
    int batch,
    int heads,
    int length,
    int dimension,
    int kernel,
    double[] query,
    double[] key,
    double[] value,
    double[] table) {

  static NaiveAttention random(
      KeyedRandom random, int batch, int heads, int length, int dimension, int kernel) {
    int size = batch * heads * length * dimension;
    return new NaiveAttention(
        batch,
        heads,
        length,
        dimension,
        kernel,
        gaussians(random, size),
        gaussians(random, size),
        gaussians(random, size),
        gaussians(random, heads * (2 * kernel - 1)));
  }

  double[] output(int configuredDilation) {
    int dilation = configuredDilation > length ? 1 : configuredDilation;
    int effective = Math.min(kernel, length / dilation);
    if (effective % 2 == 0) {
      effective--;
    }
    double[] output = new double[query.length];
    for (int b = 0; b < batch; b++) {
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < length; i++) {
          attend(b, h, i, dilation, effective, output);
        }
      }
    }
    return output;
  }

  private void attend(int b, int h, int i, int dilation, int effective, double[] output) {
    int group = i % dilation;
    int place = i / dilation;
    int n = (length - group + dilation - 1) / dilation;
    int start = Math.max(0, Math.min(place - effective / 2, n - effective));
    double[] weights = new double[effective];
    double sum = 0;
    for (int m = 0; m < effective; m++) {
      double score = table[h * (2 * kernel - 1) + start + m - place + kernel - 1];
      for (int c = 0; c < dimension; c++) {
        score +=
            query[at(b, h, i, c)]
                * key[at(b, h, group + dilation * (start + m), c)]
                / Math.sqrt(dimension);
      }
      weights[m] = Math.exp(score);
      sum += weights[m];
    }
    for (int m = 0; m < effective; m++) {
      for (int c = 0; c < dimension; c++) {
        output[at(b, h, i, c)] +=
            weights[m] / sum * value[at(b, h, group + dilation * (start + m), c)];
      }
    }
  }

  private int at(int b, int h, int i, int c) {
    return ((b * heads + h) * length + i) * dimension + c;
  }

  private static double[] gaussians(KeyedRandom random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.gaussian();
    }
    return values;
  }
}
