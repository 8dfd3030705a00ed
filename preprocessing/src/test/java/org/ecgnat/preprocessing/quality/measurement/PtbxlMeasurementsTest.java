package org.ecgnat.preprocessing.quality.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.ecgnat.preprocessing.SharedData;
import org.ecgnat.preprocessing.format.LocalFolder;
import org.ecgnat.preprocessing.format.ReadOptions;
import org.ecgnat.preprocessing.format.wfdb.WfdbReader;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.window.ConditionedSignals;
import org.ecgnat.preprocessing.window.Conditioner;
import org.ecgnat.preprocessing.window.ConditioningRecipe;
import org.ecgnat.preprocessing.window.Recipes;
import org.junit.jupiter.api.Test;

/** What PTB-XL's cardiologists wrote beside what is measured. */
class PtbxlMeasurementsTest {
  private static final int RECORDINGS = 500;

  @Test
  void agreesWithTheReports() throws Exception {
    ConditioningRecipe recipe = Recipes.shipped("diagnostic-500");
    Map<String, List<Double>> axes = new HashMap<>();
    List<Double> normalQrs = new ArrayList<>();
    List<Double> blockedQrs = new ArrayList<>();
    int sinus = 0;
    int sinusWithoutP = 0;
    int fibrillation = 0;
    int fibrillationWithP = 0;
    try (Reader table = Files.newBufferedReader(SharedData.path("data/ptbxl/ptbxl_database.csv"))) {
      for (CSVRecord row :
          CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build().parse(table)) {
        int id = Integer.parseInt(row.get("ecg_id"));
        String codes = row.get("scp_codes");
        if (id > RECORDINGS || codes.contains("'PACE'")) {
          continue;
        }
        Measurements m = measure(id, recipe);
        axes.computeIfAbsent(row.get("heart_axis"), axis -> new ArrayList<>())
            .add(m.qrsAxisDegrees());
        boolean withP = !Double.isNaN(m.prMilliseconds());
        if (codes.contains("'SR'")) {
          sinus++;
          sinusWithoutP += withP ? 0 : 1;
        }
        if (codes.contains("'AFIB'")) {
          fibrillation++;
          fibrillationWithP += withP ? 1 : 0;
        }
        if (codes.contains("'NORM': 100")) {
          normalQrs.add(m.qrsMilliseconds());
        }
        if (codes.contains("'CLBBB'") || codes.contains("'CRBBB'")) {
          blockedQrs.add(m.qrsMilliseconds());
        }
      }
    }
    assertThat(median(axes.get("LAD"))).as("left axis deviation").isBetween(-50.0, -10.0);
    assertThat(median(axes.get("ALAD"))).as("far left").isBetween(-60.0, -30.0);
    assertThat(median(axes.get("MID"))).as("normal").isBetween(20.0, 70.0);
    assertThat(median(axes.get("RAD"))).as("right axis deviation").isBetween(80.0, 120.0);
    assertThat(median(normalQrs)).isBetween(80.0, 110.0);
    assertThat(median(blockedQrs)).isBetween(125.0, 180.0);
    assertThat(sinus).isGreaterThan(390);
    assertThat(sinusWithoutP).isLessThanOrEqualTo(8);
    assertThat(fibrillation).isGreaterThan(10);
    assertThat(fibrillationWithP).isLessThanOrEqualTo(2);
  }

  private static Measurements measure(int id, ConditioningRecipe recipe) throws Exception {
    Path header =
        SharedData.path(String.format(Locale.ROOT, "data/ptbxl/records500/00000/%05d_hr.hea", id));
    String name = String.valueOf(header.getFileName());
    LocalFolder folder = LocalFolder.of(header);
    EcgRecording recording =
        new WfdbReader()
            .read(folder.read(name).orElseThrow(), name, folder, ReadOptions.STRICT)
            .get(0);
    return Measurer.measure(
            ConditionedSignals.of(Conditioner.condition(recording, recipe), 10), recording)
        .orElseThrow();
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
