package org.ecgnat.jobs.report;

/** What ECG paper is drawn on; every length is in millimetres from the upper left corner. */
interface Sheet {

  /** Weight of a grid line. */
  enum Grid {
    THIN,
    THICK
  }

  /** A line of the millimetre grid. */
  void gridLine(double x1, double y1, double x2, double y2, Grid weight);

  /** A fine line that separates leads. */
  void tick(double x1, double y1, double x2, double y2);

  /** A line through points. */
  void trace(double[] x, double[] y);

  /** Text whose base line starts at a point. */
  void text(double x, double y, double heightMm, String text);
}
