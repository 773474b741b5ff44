package org.gitsnapshot.request;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.gitsnapshot.io.RecordText;
import org.gitsnapshot.io.SafeText;

/** One side of a comparison. */
public sealed interface CompareSide {
  /** Returns what reports call it. */
  String name();

  /**
   * A file or a directory, whichever is there: an archive in any form, or anything else. A link is
   * followed, and a pipe is read once, into a temporary file.
   */
  record OnDisk(Path path) implements CompareSide {
    @Override
    public String name() {
      return path.toString();
    }
  }

  /**
   * A file that comes through a stream; it is kept in a temporary file meanwhile.
   *
   * @param stream read to its end, not closed
   */
  record Stream(String name, InputStream stream) implements CompareSide {}

  /**
   * A commit, as the raw tar of a recipe.
   *
   * @param urls where the repository is, tried in turn; at least one
   * @param revision a full id, a tag, a branch, a full ref name, {@code HEAD} or the first digits
   *     of an id
   * @param recipe how its tar is made; the outputs do not count, and where neither a prefix nor a
   *     preset is given, the prefix is the top directory of the other side
   */
  record Commit(List<String> urls, String revision, RecipeRequest recipe) implements CompareSide {
    /** Copies the list. */
    public Commit {
      urls = List.copyOf(urls);
    }

    @Override
    public String name() {
      return urls.isEmpty() ? revision : revision + " of " + SafeText.url(urls.get(0));
    }

    /** Returns the text of a record, its URLs without what may be secret. */
    @Override
    public String toString() {
      return RecordText.of(this);
    }
  }
}
