package org.ecgnat.jobs.report;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ecgnat.preprocessing.recording.Amplitude;
import org.ecgnat.preprocessing.recording.EcgRecording;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * A recording as cardiologists are used to it: three rows of four leads of a quarter of the time
 * each, lead II over all of it below, 25 mm/s and 10 mm/mV on millimetre paper, a calibration pulse
 * of 1 mV and 0.2 s before each row (Kligfield et al., Circulation 2007;115:1306–1324, "Paper
 * recording and display"). At most 10 s are drawn. Runs without a display.
 *
 * <p>Where the amplitude is unknown there is neither a calibration pulse nor a line across the
 * paper: only time can be read off. A lead that the recording lacks is named and left blank; what
 * would run off the paper is cut.
 */
public final class EcgPaper {
  private static final double MILLIMETRES_PER_SECOND = 25;
  private static final double MILLIMETRES_PER_MILLIVOLT = 10;
  private static final double MOST_SECONDS = 10;
  private static final double MARGIN_MM = 5;
  private static final double TITLE_MM = 8;
  private static final double PULSE_MM = 10;
  private static final double ROW_MM = 28;
  private static final double SEPARATOR_MM = 3;
  private static final double LABEL_MM = 2.5;

  /** Twice the size that fills a row with the R waves of most leads. */
  private static final double DEVIATIONS_PER_TEN_MILLIMETRES = 5;

  private static final List<List<Lead>> ROWS =
      List.of(
          List.of(Lead.I, Lead.AVR, Lead.V1, Lead.V4),
          List.of(Lead.II, Lead.AVL, Lead.V2, Lead.V5),
          List.of(Lead.III, Lead.AVF, Lead.V3, Lead.V6));
  private static final Lead RHYTHM = Lead.II;

  private final EcgRecording recording;
  private final String title;
  private final double unitsPerTenMillimetres;
  private final String scale;
  private final List<String> remarks;

  private EcgPaper(
      EcgRecording recording,
      String title,
      double unitsPerTenMillimetres,
      String scale,
      List<String> remarks) {
    this.recording = recording;
    this.title = title;
    this.unitsPerTenMillimetres = unitsPerTenMillimetres;
    this.scale = scale;
    this.remarks = remarks;
  }

  /**
   * Paper for a recording in millivolts, or in standard deviations where its amplitude is unknown.
   *
   * @param title one line above the traces; the caller's choice, for it may identify a patient
   */
  public static EcgPaper of(EcgRecording recording, String title) {
    return recording.amplitude() == Amplitude.UNKNOWN
        ? new EcgPaper(
            recording,
            title,
            DEVIATIONS_PER_TEN_MILLIMETRES,
            "standardised, no amplitude",
            List.of())
        : new EcgPaper(recording, title, 1, "10 mm/mV", List.of());
  }

  /**
   * The same with another gain, for signals in standard deviations or of unusual size.
   *
   * @param unitsPerTenMillimetres what the height of the calibration pulse stands for
   * @param unit its name, such as {@code standard deviations}
   */
  public EcgPaper withScale(double unitsPerTenMillimetres, String unit) {
    String scale = String.format(Locale.ROOT, "10 mm = %.3g %s", unitsPerTenMillimetres, unit);
    return new EcgPaper(recording, title, unitsPerTenMillimetres, scale, remarks);
  }

  /**
   * The same with remarks after its speed and gain.
   *
   * @param more such as the filter band and the sampling rate
   */
  public EcgPaper withRemarks(List<String> more) {
    return new EcgPaper(recording, title, unitsPerTenMillimetres, scale, List.copyOf(more));
  }

  /** The sheet as an SVG document; one user unit is a millimetre. */
  public String svg() {
    return sheet().document();
  }

  /** The same as an element of an HTML page, in its true size where a pixel is 1/96 inch. */
  public String svgElement() {
    return sheet().element(title);
  }

  private SvgSheet sheet() {
    SvgSheet sheet = new SvgSheet(widthMm(), heightMm());
    drawOn(sheet);
    return sheet;
  }

  /**
   * The sheet as pixels.
   *
   * @param pixelsPerMillimetre resolution, such as 5
   */
  public BufferedImage image(double pixelsPerMillimetre) {
    RasterSheet sheet = new RasterSheet(widthMm(), heightMm(), pixelsPerMillimetre);
    drawOn(sheet);
    return sheet.image();
  }

  private double widthMm() {
    return 2 * MARGIN_MM + PULSE_MM + MOST_SECONDS * MILLIMETRES_PER_SECOND;
  }

  private double heightMm() {
    return 2 * MARGIN_MM + TITLE_MM + (ROWS.size() + 1) * ROW_MM + TITLE_MM / 2;
  }

  private void drawOn(Sheet sheet) {
    grid(sheet);
    double seconds = Math.min(MOST_SECONDS, recording.durationSeconds());
    double quarter = seconds / ROWS.get(0).size();
    sheet.text(MARGIN_MM, MARGIN_MM + 3, 3.5, title);
    double baseline = MARGIN_MM + TITLE_MM + ROW_MM / 2;
    for (List<Lead> row : ROWS) {
      pulse(sheet, baseline);
      for (int column = 0; column < row.size(); column++) {
        trace(sheet, row.get(column), column * quarter, (column + 1) * quarter, baseline);
        if (column > 0) {
          double x = MARGIN_MM + PULSE_MM + column * quarter * MILLIMETRES_PER_SECOND;
          sheet.tick(x, baseline - SEPARATOR_MM, x, baseline + SEPARATOR_MM);
        }
      }
      baseline += ROW_MM;
    }
    pulse(sheet, baseline);
    trace(sheet, RHYTHM, 0, seconds, baseline);
    List<String> printed = new ArrayList<>(List.of("25 mm/s", scale));
    printed.addAll(remarks);
    sheet.text(MARGIN_MM, heightMm() - 3, 3, String.join("  ·  ", printed));
  }

  private boolean hasAmplitude() {
    return recording.amplitude() == Amplitude.MILLIVOLTS;
  }

  private void grid(Sheet sheet) {
    for (int x = 0; x <= widthMm(); x++) {
      sheet.gridLine(x, 0, x, heightMm(), x % 5 == 0 ? Sheet.Grid.THICK : Sheet.Grid.THIN);
    }
    for (int y = 0; hasAmplitude() && y <= heightMm(); y++) {
      sheet.gridLine(0, y, widthMm(), y, y % 5 == 0 ? Sheet.Grid.THICK : Sheet.Grid.THIN);
    }
  }

  private void pulse(Sheet sheet, double baseline) {
    if (!hasAmplitude()) {
      return;
    }
    double left = MARGIN_MM + 2;
    double width = 0.2 * MILLIMETRES_PER_SECOND;
    double top = baseline - MILLIMETRES_PER_MILLIVOLT;
    sheet.trace(
        new double[] {left - 2, left, left, left + width, left + width, left + width + 2},
        new double[] {baseline, baseline, top, top, baseline, baseline});
  }

  private void trace(Sheet sheet, Lead lead, double from, double to, double baseline) {
    Optional<float[]> samples = recording.lead(lead);
    double left = MARGIN_MM + PULSE_MM + from * MILLIMETRES_PER_SECOND;
    sheet.text(left + 1, baseline - ROW_MM / 2 + LABEL_MM, 3.5, lead.label());
    if (samples.isEmpty()) {
      return;
    }
    double rate = recording.samplingRateHz();
    int first = (int) Math.ceil(from * rate);
    int last = (int) Math.min(samples.get().length - 1.0, Math.floor(to * rate));
    int start = first;
    // a missing sample breaks the line, and so does one beyond the paper
    for (int i = first; i <= last + 1; i++) {
      if (i > last || !isOnPaper(height(samples.get()[i], baseline))) {
        piece(sheet, samples.get(), start, i, baseline);
        start = i + 1;
      }
    }
  }

  private void piece(Sheet sheet, float[] samples, int from, int to, double baseline) {
    if (to - from < 2) {
      return;
    }
    double[] x = new double[to - from];
    double[] y = new double[to - from];
    for (int i = from; i < to; i++) {
      x[i - from] = MARGIN_MM + PULSE_MM + i / recording.samplingRateHz() * MILLIMETRES_PER_SECOND;
      y[i - from] = height(samples[i], baseline);
    }
    sheet.trace(x, y);
  }

  private double height(float sample, double baseline) {
    return baseline - sample / unitsPerTenMillimetres * MILLIMETRES_PER_MILLIVOLT;
  }

  /** Not where it is missing. */
  private boolean isOnPaper(double y) {
    return y >= MARGIN_MM + TITLE_MM / 2 && y <= heightMm() - MARGIN_MM - 2;
  }
}
