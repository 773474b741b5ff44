package org.gitsnapshot.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.compare.Reasons;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.BulkOutput;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
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
    DISPUTED(4, "read differently by programs: what is unpacked depends on the program"),
    KIND(5, "changed: it is another kind of thing"),
    TARGET(6, "changed: the link leads elsewhere"),
    EXECUTABLE(7, "changed: the permission to be executed"),
    MISSING(8, "missing: in the commit, not in the file"),
    ADDED(9, "not in the commit"),
    GENERATED(10, "not in the commit: by its name made by "),
    LINE_ENDS(11, "changed: only in line ends (CR before LF), the rest is the commit's"),
    LINE_ENDS_AND_IGNORED(
        12,
        "changed: only in line ends (CR before LF), and the commit's archives leave it out"
            + " (export-ignore)"),
    IGNORED(13, "in the commit, though its archives leave it out (export-ignore)"),
    AS_IN_TREE(14, "as in the commit's tree, without what git archive makes of it");

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
      return new Reason(order, words + more, this == LINE_ENDS);
    }
  }

  private final ObjectReader objects;
  private final CommittedFiles committed;
  private final Evidence evidence;

  /** Creates the reasons of an archive's files against a commit's tree. */
  FileReasons(ObjectReader objects, Limits limits, Oid tree, Evidence evidence) {
    this.objects = objects;
    this.committed = new CommittedFiles(objects, limits, tree);
    this.evidence = evidence;
  }

  @Override
  public Reason of(Differing file) throws IOException {
    return switch (file.change()) {
      case ONLY_IN_A -> added(file.path(), entry(file.placeA()));
      case ONLY_IN_B -> Why.MISSING.reason();
      case CONTENT -> changed(file, entry(file.placeA())).reason();
      case TARGET -> Why.TARGET.reason();
      case KIND -> Why.KIND.reason();
      case EXECUTABLE -> Why.EXECUTABLE.reason();
      case TWICE -> Why.TWICE.reason();
      case DISPUTED -> Why.DISPUTED.reason();
    };
  }

  private Why changed(Differing file, @Nullable ArchivedEntry entry) throws IOException {
    Oid inCommit = committed.at(file.path());
    if (inCommit != null && inCommit.equals(blob(entry))) {
      return file.executableOnOneSide() ? Why.EXECUTABLE : Why.AS_IN_TREE;
    }
    if (file.executableOnOneSide() || entry == null || !entry.plain()) {
      return Why.CHANGED;
    }
    Digest own = withoutLineEnds(out -> evidence.copyContent(entry, out));
    Content archived = file.contentB().orElse(null);
    if (archived != null) {
      BlobHash blob = new BlobHash(archived.size());
      if (own.equals(withoutLineEnds(out -> archived.writeTo(both(out, blob))))) {
        return Why.LINE_ENDS;
      }
      if (blob.id().equals(inCommit)) {
        return Why.CHANGED;
      }
    }
    return inCommit != null && own.equals(withoutLineEnds(inCommit)) ? Why.LINE_ENDS : Why.CHANGED;
  }

  private Reason added(ByteString path, @Nullable ArchivedEntry entry) throws IOException {
    Oid inCommit = committed.at(path);
    if (inCommit == null) {
      return GeneratedFiles.maker(path.display())
          .map(Why.GENERATED::reason)
          .orElseGet(Why.ADDED::reason);
    }
    if (inCommit.equals(blob(entry))) {
      return Why.IGNORED.reason();
    }
    boolean lineEnds =
        entry != null
            && entry.plain()
            && withoutLineEnds(out -> evidence.copyContent(entry, out))
                .equals(withoutLineEnds(inCommit));
    return (lineEnds ? Why.LINE_ENDS_AND_IGNORED : Why.CHANGED_AND_IGNORED).reason();
  }

  /** Something that writes a content. */
  private interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  private Digest withoutLineEnds(Oid blob) throws IOException {
    return withoutLineEnds(objects.blob(blob)::writeTo);
  }

  private static Digest withoutLineEnds(Source source) throws IOException {
    LineEndHash hash = new LineEndHash();
    source.writeTo(hash);
    return hash.digest();
  }

  private static OutputStream both(OutputStream one, OutputStream other) {
    return new BulkOutput() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        one.write(bytes, from, length);
        other.write(bytes, from, length);
      }
    };
  }

  private static @Nullable Oid blob(@Nullable ArchivedEntry entry) {
    return entry == null ? null : entry.blob();
  }

  /** Returns what is at a place, and not at a path, which several entries can have. */
  private @Nullable ArchivedEntry entry(OptionalLong place) {
    if (place.isEmpty()) {
      return null;
    }
    List<ArchivedEntry> published = evidence.entries();
    int low = 0;
    int high = published.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ArchivedEntry entry = published.get(middle);
      int order = Long.compare(entry.contentOffset(), place.getAsLong());
      if (order == 0) {
        return entry;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }
}
