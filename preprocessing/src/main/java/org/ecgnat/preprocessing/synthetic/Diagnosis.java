package org.ecgnat.preprocessing.synthetic;

/** What a synthetic recording shows; the name is the code of system {@code ecgnat-synthetic}. */
public enum Diagnosis {
  /** Sinus rhythm of 60 to 100 a minute. */
  NSR,
  /** Sinus bradycardia, below 60 a minute. */
  SB,
  /** Sinus tachycardia, above 100 a minute. */
  ST,
  /** Atrial fibrillation: irregular, no P waves, fibrillatory waves of 4 to 9 Hz. */
  AF,
  /** Premature ventricular beats. */
  PVC,
  /** Premature atrial beats. */
  PAC,
  /** Complete left bundle branch block, QRS of at least 120 ms. */
  LBBB,
  /** Complete right bundle branch block, QRS of at least 120 ms. */
  RBBB,
  /** ST elevation over one territory. */
  STE,
  /** ST depression. */
  STD,
  /** Q waves of an infarct. */
  Q,
  /** Left ventricular hypertrophy. */
  LVH;

  /** The code system of {@code #Dx:} in the headers. */
  public static final String SYSTEM = "ecgnat-synthetic";
}
