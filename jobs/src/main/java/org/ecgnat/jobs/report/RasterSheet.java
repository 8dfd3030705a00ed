package org.ecgnat.jobs.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Draws into an image. */
final class RasterSheet implements Sheet {
  private static final Color THIN = new Color(0xFBE3E0);
  private static final Color THICK = new Color(0xF2B8B0);
  private static final float TRACE_MM = 0.3f;
  private static final float TICK_MM = 0.15f;

  private final BufferedImage image;
  private final Graphics2D graphics;
  private final double scale;

  RasterSheet(double widthMm, double heightMm, double pixelsPerMillimetre) {
    scale = pixelsPerMillimetre;
    image =
        new BufferedImage(
            (int) Math.ceil(widthMm * scale),
            (int) Math.ceil(heightMm * scale),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
  }

  @Override
  public void gridLine(double x1, double y1, double x2, double y2, Grid weight) {
    graphics.setColor(weight == Grid.THICK ? THICK : THIN);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Line2D.Double(x1 * scale, y1 * scale, x2 * scale, y2 * scale));
  }

  @Override
  public void tick(double x1, double y1, double x2, double y2) {
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke((float) Math.max(1, TICK_MM * scale)));
    graphics.draw(new Line2D.Double(x1 * scale, y1 * scale, x2 * scale, y2 * scale));
  }

  @Override
  public void trace(double[] x, double[] y) {
    Path2D path = new Path2D.Double();
    path.moveTo(x[0] * scale, y[0] * scale);
    for (int i = 1; i < x.length; i++) {
      path.lineTo(x[i] * scale, y[i] * scale);
    }
    graphics.setColor(Color.BLACK);
    graphics.setStroke(
        new BasicStroke(
            (float) Math.max(1, TRACE_MM * scale), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  @Override
  public void text(double x, double y, double heightMm, String text) {
    graphics.setColor(Color.BLACK);
    graphics.setFont(
        new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) (heightMm * scale)));
    graphics.drawString(text, (float) (x * scale), (float) (y * scale));
  }

  BufferedImage image() {
    return image;
  }
}
