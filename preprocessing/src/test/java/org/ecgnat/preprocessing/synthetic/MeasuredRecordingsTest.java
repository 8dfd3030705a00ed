package org.ecgnat.preprocessing.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ecgnat.preprocessing.quality.measurement.Measurements;
import org.ecgnat.preprocessing.quality.measurement.Measurer;
import org.ecgnat.preprocessing.window.ConditionedSignals;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Recipes;
import org.junit.jupiter.api.Test;

/** What is measured of synthetic recordings beside what they were made of. */
class MeasuredRecordingsTest {
  private static final int RECORDINGS = 120;

  /** Differences from the truth. */
  private static final class Differences {
    private final List<Double> values = new ArrayList<>();

    void add(double difference) {
      if (Double.isFinite(difference)) {
        values.add(difference);
      }
    }

    double quantile(double share) {
      Collections.sort(values);
      return values.get((int) (share * (values.size() - 1)));
    }
  }

  @Test
  void agreeWithTheirParameters() throws Exception {
    ConditioningRecipe recipe = Recipes.shipped("diagnostic-500");
    SyntheticGenerator generator = new SyntheticGenerator(11);
    Differences rate = new Differences();
    Differences pr = new Differences();
    Differences qrs = new Differences();
    Differences qt = new Differences();
    Differences axis = new Differences();
    Differences sokolow = new Differences();
    Differences cornell = new Differences();
    int fibrillating = 0;
    int wronglyWithP = 0;
    for (int index = 0; index < RECORDINGS; index++) {
      SyntheticRecording recording = generator.recording(index);
      Plan plan = generator.plan(index);
      BeatMeasurements truth = plan.measurements();
      Measurements m =
          Measurer.measure(
                  ConditionedSignals.of(Conditioner.condition(recording.toRecording(), recipe), 10),
                  recording.toRecording())
              .orElseThrow();
      rate.add(m.heartRatePerMinute() - recording.intervals().heartRatePerMinute());
      qrs.add(m.qrsMilliseconds() - 1000 * recording.intervals().qrsSeconds());
      qt.add(m.qtMilliseconds() - 1000 * recording.intervals().qtSeconds());
      axis.add(Math.IEEEremainder(m.qrsAxisDegrees() - truth.axisDegrees(), 360));
      sokolow.add(m.sokolowLyonMillivolts() - truth.sokolowLyon());
      cornell.add(m.cornellMillivolts() - truth.cornell());
      if (plan.findings().contains(Diagnosis.AF)) {
        fibrillating++;
        wronglyWithP += Double.isNaN(m.prMilliseconds()) ? 0 : 1;
      } else {
        pr.add(m.prMilliseconds() - 1000 * recording.intervals().prSeconds());
      }
    }
    assertThat(rate.quantile(0.5)).isCloseTo(0, within(0.5));
    assertThat(pr.quantile(0.5)).isCloseTo(0, within(6.0));
    assertThat(pr.quantile(0.9) - pr.quantile(0.1)).isLessThan(20);
    // bells have no sharp bounds: the generator's are inside what slopes show
    assertThat(qrs.quantile(0.5)).isBetween(5.0, 24.0);
    assertThat(qrs.quantile(0.9) - qrs.quantile(0.1)).isLessThan(25);
    assertThat(qt.quantile(0.5)).isBetween(0.0, 22.0);
    assertThat(axis.quantile(0.5)).isCloseTo(0, within(2.0));
    assertThat(axis.quantile(0.9) - axis.quantile(0.1)).isLessThan(16);
    assertThat(sokolow.quantile(0.5)).isCloseTo(0, within(0.03));
    assertThat(sokolow.quantile(0.9) - sokolow.quantile(0.1)).isLessThan(0.15);
    assertThat(cornell.quantile(0.5)).isCloseTo(0, within(0.03));
    assertThat(pr.values.size()).isGreaterThan((int) (0.9 * (RECORDINGS - fibrillating)));
    assertThat(wronglyWithP).isLessThanOrEqualTo(fibrillating / 5);
  }
}
