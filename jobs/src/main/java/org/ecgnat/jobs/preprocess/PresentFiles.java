package org.ecgnat.jobs.preprocess;

import java.util.Collection;
import org.ecgnat.preprocessing.format.FileTable;
import org.ecgnat.preprocessing.format.archive.ArchiveDirectory;
import org.ecgnat.preprocessing.format.archive.ArchiveKind;

/**
 * Tells whether a main file that the corpus names is still there, as far as the inputs of a run
 * tell. Looked up seldom, so the files are gone through when they are first asked for.
 */
final class PresentFiles {
  private final InputListing listing;
  private final Collection<ArchiveDirectory> opened;
  private final KnownFiles known;
  private final Pseudonyms pseudonyms;
  private final HashMap128 changed = new HashMap128();

  /**
   * Those of a source.
   *
   * @param opened its archives that were opened; what lies in the others is known
   */
  PresentFiles(
      InputListing listing,
      Collection<ArchiveDirectory> opened,
      KnownFiles known,
      Pseudonyms pseudonyms) {
    this.listing = listing;
    this.opened = opened;
    this.known = known;
    this.pseudonyms = pseudonyms;
  }

  /**
   * Whether a main file is there.
   *
   * @param mainFile as the corpus stores it
   */
  boolean contains(String mainFile) {
    if (known.isUnchangedMainFile(mainFile)) {
      return true;
    }
    if (changed.size() == 0) {
      listing.folders().forEach(folder -> add("", folder.files()));
      for (ArchiveDirectory archive : opened) {
        archive.folders().forEach(files -> add(archive.path() + ArchiveKind.INSIDE, files));
      }
    }
    return changed.contains(mainFile);
  }

  private void add(String root, FileTable files) {
    for (int row = 0; row < files.size(); row++) {
      changed.put(pseudonyms.path(root + files.folder() + files.name(row)), 0);
    }
  }
}
