package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.compare.Reasons;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.report.FileDifference.Change;
import org.jspecify.annotations.Nullable;

/**
 * Why files differ from a commit's archive, as far as the commit's tree tells: a file may be in the
 * commit and left out of its archives, or be there as the tree has it, unexpanded.
 */
final class FileReasons implements Reasons {
  /** The reasons, in the order in which a reader has to know of them. */
  private enum Why {
    CHANGED(1, "changed: the content is not the commit's"),
    CHANGED_AND_IGNORED(
        2, "changed: in the commit with another content, and its archives leave it out"),
    TWICE(3, "there twice, and not the same: what is unpacked depends on the program"),
    KIND(4, "changed: it is another kind of thing"),
    TARGET(5, "changed: the link leads elsewhere"),
    EXECUTABLE(6, "changed: the permission to be executed"),
    MISSING(7, "missing: in the commit, not in the file"),
    ADDED(8, "not in the commit"),
    GENERATED(9, "not in the commit: by its name made by "),
    IGNORED(10, "in the commit, though its archives leave it out (export-ignore)"),
    AS_IN_TREE(11, "as in the commit's tree, without what git archive makes of it");

    private final int order;
    private final String words;

    Why(int order, String words) {
      this.order = order;
      this.words = words;
    }

    Reason reason() {
      return reason("");
    }

    Reason reason(String more) {
      return new Reason(order, words + more);
    }
  }

  private final CommittedFiles committed;
  private final List<ArchivedEntry> published;

  /** Creates the reasons of an archive's files against a commit's tree. */
  FileReasons(ObjectReader objects, Limits limits, Oid tree, Evidence evidence) {
    this.committed = new CommittedFiles(objects, limits, tree);
    this.published = evidence.entries();
  }

  @Override
  public Reason of(ByteString path, Change change, OptionalLong placeA) throws IOException {
    return switch (change) {
      case ONLY_IN_A -> added(path, inFile(placeA));
      case ONLY_IN_B -> Why.MISSING.reason();
      case CONTENT -> {
        Oid inCommit = committed.at(path);
        boolean same = inCommit != null && inCommit.equals(inFile(placeA));
        yield (same ? Why.AS_IN_TREE : Why.CHANGED).reason();
      }
      case TARGET -> Why.TARGET.reason();
      case KIND -> Why.KIND.reason();
      case EXECUTABLE -> Why.EXECUTABLE.reason();
      case TWICE -> Why.TWICE.reason();
    };
  }

  private Reason added(ByteString path, @Nullable Oid inFile) throws IOException {
    Oid inCommit = committed.at(path);
    if (inCommit != null) {
      return (inCommit.equals(inFile) ? Why.IGNORED : Why.CHANGED_AND_IGNORED).reason();
    }
    return GeneratedFiles.maker(path.display())
        .map(Why.GENERATED::reason)
        .orElseGet(Why.ADDED::reason);
  }

  /** Returns the id of what is at a place, and not of a path, which several entries can have. */
  private @Nullable Oid inFile(OptionalLong place) {
    if (place.isEmpty()) {
      return null;
    }
    int low = 0;
    int high = published.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ArchivedEntry entry = published.get(middle);
      int order = Long.compare(entry.contentOffset(), place.getAsLong());
      if (order == 0) {
        return entry.blob();
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }
}
