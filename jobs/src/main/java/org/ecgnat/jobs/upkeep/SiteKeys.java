package org.ecgnat.jobs.upkeep;

import org.ecgnat.jobs.cli.UserException;
import org.ecgnat.jobs.corpus.Corpus;
import org.ecgnat.jobs.preprocess.Pseudonyms;

/** Makes sure that pseudonyms mean the same as those of a corpus. */
final class SiteKeys {
  private SiteKeys() {}

  /**
   * Compares site keys.
   *
   * @throws UserException where they differ
   */
  static void requireSame(Corpus corpus, Pseudonyms pseudonyms) {
    if (!pseudonyms.keyId().isEmpty() && !pseudonyms.keyId().equals(corpus.siteKeyId())) {
      throw new UserException(
          "Cannot find anything in corpus "
              + corpus.directory()
              + ": its pseudonyms were made with another site key; give that key with --site-key or"
              + " ECGNAT_SITE_KEY");
    }
  }
}
