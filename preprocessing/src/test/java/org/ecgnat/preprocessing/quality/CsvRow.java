package org.ecgnat.preprocessing.quality;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What PTB-XL's annotators wrote about the noise in a recording.
 *
 * @param number of the recording
 * @param isNoisy whether they wrote anything
 */
record CsvRow(String number, boolean isNoisy) {
  static final String DATABASE = "data/ptbxl/ptbxl_database.csv";

  private static final List<String> COLUMNS =
      List.of("baseline_drift", "static_noise", "burst_noise", "electrodes_problems");

  static List<CsvRow> read(String csv) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
    List<CsvRow> rows = new ArrayList<>();
    try (CSVParser parser = format.parse(new StringReader(csv))) {
      for (CSVRecord row : parser) {
        boolean noisy =
            COLUMNS.stream().anyMatch(column -> !row.get(column).replaceAll("[ ,]", "").isEmpty());
        rows.add(new CsvRow(row.get("ecg_id"), noisy));
      }
    }
    return rows;
  }
}
