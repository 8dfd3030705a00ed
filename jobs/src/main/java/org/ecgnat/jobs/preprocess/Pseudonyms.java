package org.ecgnat.jobs.preprocess;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.ecgnat.preprocessing.source.SourceDefinition;

/**
 * What identifiers of a source are stored as: HMAC-SHA256 (RFC 2104) under the site key where the
 * source is private, themselves where it is not.
 */
public final class Pseudonyms implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String ALGORITHM = "HmacSHA256";

  /** The site key, at most one; without it identifiers stay as they are. */
  private final List<String> key;

  private Pseudonyms(List<String> key) {
    this.key = List.copyOf(key);
  }

  /**
   * Those of a source.
   *
   * @param siteKeyFile file of the site key, or empty
   * @throws org.ecgnat.jobs.cli.UserException where the source is private and the key cannot be
   *     read or made
   */
  public static Pseudonyms of(SourceDefinition source, String siteKeyFile) {
    return source.phi() ? under(SiteKey.find(siteKeyFile, System.getenv())) : none();
  }

  /** Of a private source. */
  static Pseudonyms under(SiteKey key) {
    return new Pseudonyms(List.of(key.secret()));
  }

  /** Of a source without private data. */
  static Pseudonyms none() {
    return new Pseudonyms(List.of());
  }

  /** The same for the same person in every source of a patient namespace. */
  public String patient(String namespace, String id) {
    return key.isEmpty() ? namespace + ":" + id : hmac("patient", namespace, id);
  }

  /** What the recordings and the windows table call a recording. */
  public String recordKey(String source, String recordKey) {
    return key.isEmpty() ? recordKey : hmac("record", source, recordKey);
  }

  String path(String path) {
    return key.isEmpty() ? path : hmac("path", path);
  }

  /** Tells this key from others without telling what it is; empty without a key. */
  public String keyId() {
    return key.isEmpty() ? "" : hmac("site-key").substring(0, 16);
  }

  /** Tells site keys apart without telling what they are. */
  static String keyId(SiteKey key) {
    return under(key).keyId();
  }

  private String hmac(String... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.get(0).getBytes(StandardCharsets.UTF_8), ALGORITHM));
      byte[] message = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
