package org.ecgnat.jobs.preprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.ecgnat.jobs.cli.UserException;

/**
 * The secret under which identifiers of private sources become pseudonyms. Who has it can tell
 * whether a known patient is in a corpus, so it never lies in one.
 *
 * @param secret at least 16 characters
 */
public record SiteKey(String secret) {
  /** Environment variable that holds the key. */
  public static final String VARIABLE = "ECGNAT_SITE_KEY";

  private static final int MINIMUM_LENGTH = 16;
  private static final int RANDOM_BYTES = 32;

  /** Refuses a key that could be guessed. */
  public SiteKey {
    if (secret.length() < MINIMUM_LENGTH) {
      throw new UserException(
          "Cannot use a site key of "
              + secret.length()
              + " characters: it needs at least "
              + MINIMUM_LENGTH);
    }
  }

  /** Says nothing. */
  @Override
  public String toString() {
    return "SiteKey[hidden]";
  }

  /**
   * The key of this site: of the file if one is given, else of {@link #VARIABLE}, else of the
   * user's configuration folder, where it is made on first use.
   *
   * @param file a file, or empty
   * @param environment the process's environment
   * @throws UserException where the file cannot be read or made
   */
  static SiteKey find(String file, Map<String, String> environment) {
    if (!file.isEmpty()) {
      return readOrCreate(Path.of(file));
    }
    String variable = environment.getOrDefault(VARIABLE, "");
    return variable.isEmpty() ? readOrCreate(defaultFile(environment)) : new SiteKey(variable);
  }

  private static Path defaultFile(Map<String, String> environment) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(configured);
    return folder.resolve("ecgnat").resolve("site-key");
  }

  private static SiteKey readOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return new SiteKey(Files.readString(file).strip());
    } catch (IOException e) {
      throw UserException.environment(
          "Cannot read or make the site key "
              + file
              + ": "
              + e.getMessage()
              + "; give a file of yours with --site-key or set "
              + VARIABLE,
          e);
    }
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    Path absolute = file.toAbsolutePath();
    if (absolute.getParent() != null) {
      Files.createDirectories(absolute.getParent());
    }
    // the permissions are there before the content is
    try (var out =
        Files.newByteChannel(
            absolute,
            java.util.Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly(absolute))) {
      String text = HexFormat.of().formatHex(random) + "\n";
      out.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (FileAlreadyExistsException e) {
      // another process made it a moment ago: that one counts
      return;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
