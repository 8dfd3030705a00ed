package org.ecgnat.preprocessing.recording;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hexadecimal wherever it is written down. */
public final class Sha256 {
  private Sha256() {}

  /** A digest to be fed piece by piece; {@link #hex(MessageDigest)} ends it. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes of the digest. */
  public static byte[] digest(byte[] bytes) {
    return begin().digest(bytes);
  }

  /** The digest in lower-case hexadecimal. */
  public static String hex(byte[] bytes) {
    return hex(bytes, 0, bytes.length);
  }

  /** The digest of a part of an array. */
  public static String hex(byte[] bytes, int offset, int length) {
    MessageDigest digest = begin();
    digest.update(bytes, offset, length);
    return hex(digest);
  }

  /** The digest of a text in UTF-8. */
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What a digest has been fed. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
