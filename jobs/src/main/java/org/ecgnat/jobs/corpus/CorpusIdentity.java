package org.ecgnat.jobs.corpus;

/**
 * What has to be the same for everything in a corpus.
 *
 * @param recipeHash hash of the recipe of all windows
 * @param recipe that recipe as YAML
 * @param siteKeyId tells the site key of its pseudonyms from others, or empty where it has none
 */
public record CorpusIdentity(String recipeHash, String recipe, String siteKeyId) {}
