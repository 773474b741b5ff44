package org.gitsnapshot.tree;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limit;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.convert.Conversions;
import org.gitsnapshot.convert.FileConverter;
import org.gitsnapshot.convert.FileConverter.Converted;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.objects.ReadAhead;
import org.gitsnapshot.pretty.FormatAge;
import org.gitsnapshot.pretty.FormatState;
import org.gitsnapshot.pretty.PrettyFormat;
import org.gitsnapshot.recipe.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Walks a commit's tree and hands over what belongs in its archive, in git's order.
 *
 * <p>Attributes are read from the tree that is archived; entries with {@code export-ignore} set are
 * left out, directories with all they hold. One use, one thread.
 */
public final class TreeArchive {

  /** Entries; of a directory with many links and directories no more is known beforehand. */
  private static final int LOOK_AHEAD = 4096;

  private final ObjectReader objects;
  private final Limits limits;
  private final Profile profile;
  private final FormatState state;
  private final EntrySink sink;
  private final FileConverter converter;
  private final Notes notes = new Notes();
  private FileObserver observer = (path, blob, attributes) -> {};
  private @Nullable ReadAhead blobs;
  private boolean asStored;
  private @Nullable Substitution substitution;

  /**
   * Creates a walk.
   *
   * @param profile decides about empty directories and about formats
   * @param state asked for what export-subst needs besides the commit
   */
  public TreeArchive(
      ObjectReader objects, Limits limits, Profile profile, FormatState state, EntrySink sink) {
    this.objects = objects;
    this.limits = limits;
    this.profile = profile;
    this.state = state;
    this.sink = sink;
    this.converter = new FileConverter(objects);
  }

  /** Sets who hears of each file; returns this. */
  public TreeArchive observedBy(FileObserver whom) {
    observer = whom;
    return this;
  }

  /** Hands files over as they are stored, without what attributes make of them; returns this. */
  public TreeArchive asStored() {
    asStored = true;
    return this;
  }

  /** Sets what reads the blobs of plain files ahead; returns this. The caller closes it. */
  public TreeArchive readingAhead(ReadAhead reading) {
    blobs = reading;
    return this;
  }

  /**
   * Hands over a commit's archive and returns what it says of itself.
   *
   * @throws org.gitsnapshot.error.UnavailableException if an object is missing
   * @throws org.gitsnapshot.error.CorruptObjectException if an object is not what its id promises,
   *     or a path is one that git refuses
   * @throws org.gitsnapshot.error.UnsupportedException if a file needs an encoding that this
   *     version does not know, or git refuses it, or export-subst asks for what nobody can know
   * @throws LimitExceededException if the tree is beyond a limit
   */
  public ArchiveMeta write(Oid commit) throws IOException {
    byte[] bytes = objects.read(commit, ObjectType.COMMIT, limits, Limit.COMMIT_BYTES);
    CommitHeader header = CommitHeader.parse(commit, bytes, profile.hasNewFormats());
    FormatAge age = profile.hasNewFormats() ? FormatAge.GIT_2_46 : FormatAge.GIT_2_39;
    substitution =
        new Substitution(new PrettyFormat(commit, bytes, age, state), limits.formatBytes());
    ArchiveMeta meta = new ArchiveMeta(Optional.of(commit), header.tree(), header.time());
    sink.begin(meta);
    walk(header.tree());
    return meta;
  }

  /**
   * Returns what a user should know of the archive that was written, in an order that depends on
   * the tree alone.
   */
  public List<String> notes() {
    return notes.list();
  }

  /** Looks ahead as far as blobs can be read ahead; what fails there fails when its turn comes. */
  private void walk(Oid root) throws IOException {
    TreeWalk walk = new TreeWalk(objects, limits, profile, root);
    Deque<WalkedEntry> ahead = new ArrayDeque<>();
    boolean ended = false;
    IOException failure = null;
    while (true) {
      while (!ended && (ahead.isEmpty() || hasRoom(ahead.size()))) {
        WalkedEntry next = null;
        try {
          next = walk.next();
        } catch (IOException e) {
          failure = e;
        }
        ended = next == null;
        if (next != null) {
          announce(next);
          ahead.add(next);
        }
      }
      WalkedEntry entry = ahead.poll();
      if (entry == null) {
        break;
      }
      try {
        handOver(entry);
      } catch (CorruptObjectException | UnavailableException failed) {
        throw EntryFailure.of(entry.path(), failed);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private boolean hasRoom(int entries) {
    return blobs != null && blobs.hasRoom() && entries < LOOK_AHEAD;
  }

  private void announce(WalkedEntry entry) {
    if (blobs != null && entry.isPlainFile()) {
      blobs.expect(entry.entry().oid());
    }
  }

  private void handOver(WalkedEntry walked) throws IOException {
    ByteString path = walked.path();
    TreeEntry entry = walked.entry();
    Oid oid = entry.oid();
    switch (entry.kind()) {
      case DIRECTORY -> sink.entry(new Entry.Directory(path, oid));
      case SUBMODULE -> sink.entry(new Entry.Submodule(path, oid));
      case SYMLINK -> {
        byte[] target = objects.read(oid, ObjectType.BLOB, limits, Limit.LINK_BYTES);
        sink.entry(new Entry.Symlink(path, oid, ByteString.of(target)));
      }
      case FILE -> {
        observer.file(path, oid, walked.attributes());
        sink.entry(new Entry.File(path, oid, entry.executable(), content(walked)));
      }
    }
  }

  private Content content(WalkedEntry walked) throws IOException {
    if (asStored) {
      return objects.blob(walked.entry().oid());
    }
    Conversions conversions = walked.conversions();
    conversions.filter().ifPresent(filter -> notes.filtered(filter, walked.path()));
    return blobs != null && walked.isPlainFile()
        ? blobs.next(objects)
        : converted(walked.path(), walked.entry().oid(), conversions);
  }

  private Content converted(ByteString path, Oid blob, Conversions conversions) throws IOException {
    Converted converted = converter.convert(path, blob, conversions);
    if (converted.unencoded()) {
      notes.unencoded(conversions.encoding().orElseThrow(), path);
    }
    return conversions.substitute()
        ? substituted(path, () -> converter.convert(path, blob, conversions).content())
        : converted.content();
  }

  private Content substituted(ByteString path, Substitution.Opener file) throws IOException {
    try {
      return requireNonNull(substitution).apply(file);
    } catch (UnsupportedException | LimitExceededException refused) {
      throw refused.in(path.display());
    }
  }
}
