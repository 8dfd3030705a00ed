package org.ecgnat.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.ecgnat.jobs.LocalSpark;
import org.ecgnat.jobs.training.averaging.FlatVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlicedCombinationTest {

  @ParameterizedTest
  @CsvSource({"1, 100, 7", "3, 100, 7", "3, 98, 7", "2, 5, 7", "1, 1, 1", "3, 1000, 1000"})
  void equalsTheDriversBitForBit(int vectors, int length, int slice) throws AbandonedRound {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    JavaRDD<Contribution> work =
        spark
            .parallelize(IntStream.range(0, 5).boxed().toList(), 5)
            .map(worker -> contribution(worker, vectors, length));
    int before = spark.sc().getPersistentRDDs().size();
    Combination.Combined driver = new DriverCombination().of(work, arrived -> false);
    Combination.Combined sliced =
        new SlicedCombination(vectors, length, slice).of(work, arrived -> false);
    assertThat(sliced.reports()).isEqualTo(driver.reports()).hasSize(5);
    assertThat(sliced.means()).hasSize(vectors);
    for (int vector = 0; vector < vectors; vector++) {
      assertThat(sliced.means().get(vector)).isEqualTo(driver.means().get(vector));
    }
    assertThat(spark.sc().getPersistentRDDs().size()).isEqualTo(before);
  }

  private static Contribution contribution(int worker, int vectors, int length) {
    Random random = new Random(worker);
    List<FlatVector> values =
        IntStream.range(0, vectors)
            .mapToObj(
                vector -> {
                  float[] some = new float[length];
                  for (int i = 0; i < length; i++) {
                    some[i] = random.nextFloat() - 0.5f;
                  }
                  return vector == 0 ? FlatVector.halves(some) : FlatVector.of(some);
                })
            .toList();
    WorkerReport report =
        new WorkerReport(
            worker,
            "x",
            1,
            worker + 1L,
            0,
            0,
            1,
            Map.of(),
            Map.of(),
            -1,
            new WorkTimes(0, 0, 0, 0));
    return new Contribution(report, values);
  }
}
