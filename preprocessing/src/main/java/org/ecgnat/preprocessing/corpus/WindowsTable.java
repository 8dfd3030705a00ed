package org.ecgnat.preprocessing.corpus;

/** Columns and properties of a corpus's windows table: one row per window. */
public final class WindowsTable {
  /** Folder of the table below the corpus directory. */
  public static final String FOLDER = "windows";

  /** SHA-256 of source, record key, start and recipe hash; string. */
  public static final String WINDOW_ID = "window_id";

  /** Source name, the only partition column; string. */
  public static final String SOURCE = "source";

  /** The recording it was cut from, as the recordings table names it; string. */
  public static final String RECORD_KEY = "record_key";

  /** Whose recording, as the recordings table names them; string. */
  public static final String PATIENT_ID = "patient_id";

  /** 1–10; int. */
  public static final String FOLD = "fold";

  /** Where it starts in the recording, in seconds; double. */
  public static final String START_SECONDS = "start_seconds";

  /** How much of it is no padding, in seconds; double. */
  public static final String VALID_SECONDS = "valid_seconds";

  /** The bytes of {@code WindowCodec}; binary. */
  public static final String SIGNAL = "signal";

  /** Findings; array of struct of code, lead, severity, value. */
  public static final String QUALITY = "quality";

  /** SHA-256 of the quantised samples; rows of a file are in its order; string. */
  public static final String CONTENT_HASH = "content_hash";

  /** The batch that wrote it; string. */
  public static final String BATCH_ID = "batch_id";

  /** Hash of the conditioning recipe; string. */
  public static final String RECIPE_HASH = "recipe_hash";

  /** Windows of a full row group: what training reads at once. */
  public static final int ROW_GROUP_WINDOWS = 256;

  /** Table property: version of this layout. */
  public static final String SCHEMA_VERSION_PROPERTY = "ecgnat.schemaVersion";

  /** The layout written; readers accept it and the one before. */
  public static final int SCHEMA_VERSION = 2;

  /** Table property: hash of the recipe that every window of the corpus went through. */
  public static final String RECIPE_HASH_PROPERTY = "ecgnat.recipeHash";

  /** Table property: that recipe, as YAML. */
  public static final String RECIPE_PROPERTY = "ecgnat.recipe";

  /** Table property: tells the site key of the pseudonyms from others, without telling it. */
  public static final String SITE_KEY_ID_PROPERTY = "ecgnat.siteKeyId";

  private WindowsTable() {}
}
