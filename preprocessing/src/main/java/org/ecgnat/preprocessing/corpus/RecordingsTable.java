package org.ecgnat.preprocessing.corpus;

/**
 * Columns of a corpus's recordings table: one row per input recording and attempt. A row counts
 * once the windows table has committed its batch: of several accepted rows of a record key that of
 * the latest batch, and rows set aside of a main file where no later batch has tried it.
 */
public final class RecordingsTable {
  /** Folder of the table below the corpus directory. */
  public static final String FOLDER = "recordings";

  /** Source name, the only partition column; string. */
  public static final String SOURCE = "source";

  /** The record's name, unique within its source; a pseudonym in a private source; string. */
  public static final String RECORD_KEY = "record_key";

  /** Path of the main file; a pseudonym in a private source; string. */
  public static final String MAIN_FILE = "main_file";

  /**
   * The files it came from; array of struct of path, size_bytes, modified, sha256. A file that was
   * looked for in vain is there with size −1. What lies in an archive is {@code ARCHIVE!/path};
   * then the archive is there too, without sha256, and in the batch that read it to its end {@code
   * ARCHIVE!/}.
   */
  public static final String FILES = "files";

  /** {@link #ACCEPTED} or {@link #SET_ASIDE}; string. */
  public static final String OUTCOME = "outcome";

  /**
   * Kind of fault of a recording set aside, such as {@code checksum-mismatch}, or empty; string.
   */
  public static final String REASON = "reason";

  /** What exactly is wrong with it and where, or empty; string. */
  public static final String DETAIL = "detail";

  /** Whose recording; a pseudonym in a private source; empty where it could not be read; string. */
  public static final String PATIENT_ID = "patient_id";

  /** Array of struct of system, code, likelihood (percent or null), origin, certainty. */
  public static final String LABELS = "labels";

  /** 1–10, or 0 where it could not be read; int. */
  public static final String FOLD = "fold";

  /** Completed years, 90 for all above 89, or null; int. */
  public static final String AGE = "age";

  /** {@code female}, {@code male} or {@code unknown}; string. */
  public static final String SEX = "sex";

  /** When it was recorded, or null; timestamp. */
  public static final String RECORDED_AT = "recorded_at";

  /** Sampling rate of the file in Hz, 0 where it could not be read; double. */
  public static final String SAMPLING_RATE_HZ = "sampling_rate_hz";

  /** Length in seconds, 0 where it could not be read; double. */
  public static final String DURATION_SECONDS = "duration_seconds";

  /** Its rows in the windows table; int. */
  public static final String WINDOWS = "windows";

  /** Struct of manufacturer, device, site, filters, pacemaker, validated_by_human; strings. */
  public static final String CONTEXT = "context";

  /**
   * Findings about the recording as a whole; array of struct of code, lead, severity, value. Null
   * in rows of schema version 1.
   */
  public static final String QUALITY = "quality";

  /**
   * Struct of what its beats measure, medians over all of them: beats, heart_rate_per_minute,
   * rr_spread_ms, pr_ms, qrs_ms, qt_ms, qtc_bazett_ms, qtc_fridericia_ms, p_axis_degrees,
   * qrs_axis_degrees, t_axis_degrees, sokolow_lyon_mv, cornell_mv, and leads, an array of struct of
   * lead, r_mv, s_mv, st_j_mv; null where it was not measured, each field where it cannot be.
   */
  public static final String MEASUREMENTS = "measurements";

  /** The batch that wrote it; later batches sort higher; string. */
  public static final String BATCH_ID = "batch_id";

  /** Version of the code that read it; string. */
  public static final String READER_VERSION = "reader_version";

  /**
   * Whether it was given labels since it was read, which then outlive another reading of its file;
   * null, as in rows of before, for no; boolean.
   */
  public static final String RELABELLED = "relabelled";

  /** Outcome of a recording that has windows. */
  public static final String ACCEPTED = "accepted";

  /** Outcome of a recording that has none, for a reason. */
  public static final String SET_ASIDE = "set-aside";

  private RecordingsTable() {}
}
