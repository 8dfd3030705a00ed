package org.ecgnat.preprocessing.format.wfdb;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * Writes a record as {@code NAME.dat} (format 16, all leads interleaved) and {@code NAME.hea}, with
 * initial values and checksums (header(5)). The header is written last, so that a record whose
 * header exists is complete.
 */
public final class WfdbWriter {
  /** Characters that header(5) allows in a record name. */
  private static final Pattern RECORD_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private static final int RESOLUTION_BITS = 16;
  private static final int LARGEST = Short.MAX_VALUE;
  private static final short INVALID = Short.MIN_VALUE;

  private WfdbWriter() {}

  /**
   * Writes a record; existing files of that name are replaced.
   *
   * @param folder where to, existing
   * @param recordName letters, digits, hyphens and underscores
   * @param samplingRateHz samples a second and lead
   * @param leads names of the rows
   * @param millivolts {@code (leads, samples)}; NaN is written as an invalid sample, and what the
   *     16 bits cannot hold is cut off at their limits
   * @param gainPerMillivolt units of the converter a millivolt, such as 1000
   * @param comments lines of the header's end, without the leading {@code #}
   * @throws IllegalArgumentException for a bad name, rate, gain or shape, or a line break in a
   *     comment
   * @throws IOException where a file cannot be written
   */
  public static void write(
      Path folder,
      String recordName,
      double samplingRateHz,
      List<Lead> leads,
      float[][] millivolts,
      double gainPerMillivolt,
      List<String> comments)
      throws IOException {
    check(recordName, samplingRateHz, leads, millivolts, gainPerMillivolt, comments);
    int samples = millivolts.length == 0 ? 0 : millivolts[0].length;
    ByteBuffer data =
        ByteBuffer.allocate(Math.multiplyExact(2 * leads.size(), samples))
            .order(ByteOrder.LITTLE_ENDIAN);
    short[] initial = new short[leads.size()];
    short[] checksum = new short[leads.size()];
    for (int i = 0; i < samples; i++) {
      for (int row = 0; row < leads.size(); row++) {
        short sample = quantise(millivolts[row][i] * gainPerMillivolt);
        data.putShort(sample);
        checksum[row] += sample;
        if (i == 0) {
          initial[row] = sample;
        }
      }
    }
    StringBuilder header =
        new StringBuilder()
            .append(recordName)
            .append(' ')
            .append(leads.size())
            .append(' ')
            .append(plain(samplingRateHz))
            .append(' ')
            .append(samples)
            .append('\n');
    for (int row = 0; row < leads.size(); row++) {
      header
          .append(recordName + ".dat 16 ")
          .append(plain(gainPerMillivolt))
          .append("(0)/mV " + RESOLUTION_BITS + " 0 " + initial[row] + " " + checksum[row] + " 0 ")
          .append(leads.get(row).label())
          .append('\n');
    }
    comments.forEach(comment -> header.append("# ").append(comment).append('\n'));
    Files.write(folder.resolve(recordName + ".dat"), data.array());
    Files.writeString(folder.resolve(recordName + ".hea"), header, StandardCharsets.UTF_8);
  }

  private static short quantise(double units) {
    return Double.isNaN(units)
        ? INVALID
        : (short) Math.max(-LARGEST, Math.min(LARGEST, Math.round(units)));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static void check(
      String recordName,
      double samplingRateHz,
      List<Lead> leads,
      float[][] millivolts,
      double gainPerMillivolt,
      List<String> comments) {
    require(
        RECORD_NAME.matcher(recordName).matches(),
        "a record name has letters, digits, hyphens and underscores");
    require(
        samplingRateHz > 0 && Double.isFinite(samplingRateHz),
        "the sampling rate is " + samplingRateHz + " Hz");
    require(
        gainPerMillivolt > 0 && Double.isFinite(gainPerMillivolt),
        "the gain is " + gainPerMillivolt + " units a millivolt");
    require(
        leads.size() == millivolts.length,
        leads.size() + " lead names for " + millivolts.length + " rows");
    for (float[] row : millivolts) {
      require(row.length == millivolts[0].length, "rows of unequal length");
    }
    for (String comment : comments) {
      require(comment.lines().count() <= 1, "a comment has a line break");
    }
  }

  private static void require(boolean condition, String fault) {
    if (!condition) {
      throw new IllegalArgumentException("Cannot write a WFDB record: " + fault);
    }
  }
}
