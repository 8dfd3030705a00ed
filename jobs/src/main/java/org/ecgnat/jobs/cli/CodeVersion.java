package org.ecgnat.jobs.cli;

/** The version of this program. */
public final class CodeVersion {
  private CodeVersion() {}

  /** Version and commit from the jar's manifest, such as {@code 0.1.0+1a2b3c4}. */
  public static String current() {
    String version = CodeVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
