package org.gitsnapshot.proof;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.report.ProofReport;

/**
 * The git tree of what a tar holds, to be held against a commit without the commit's files.
 *
 * <pre>{@code
 * TreeProof proof = TreeProof.of(rawTar, ByteString.utf8("x-1.0/"));
 * try (ObjectStore store = acquirer.trees(urls, commit);
 *     ObjectReader objects = store.newReader()) {
 *   ProofReport report = proof.check(commit, Optional.of(objects));
 * }
 * }</pre>
 *
 * <p>A file's blob id is a hash of its bytes, a tree's of names, modes and ids, a commit's of its
 * tree's id among others. So a tar whose files have the ids that the commit's trees have holds the
 * commit's files, as far as nobody makes collisions of the repository's hash function. Of modes git
 * knows only whether a file is executable; owners and times are not looked at. Immutable.
 */
public final class TreeProof {
  private final ObjectFormat format;
  private final TarTree tar;
  private final Oid tree;

  private TreeProof(ObjectFormat format, TarTree tar) {
    this.format = format;
    this.tar = tar;
    this.tree = new TreeIds(format).root(tar.root());
  }

  /** Reads a tar of a repository that names its objects by SHA-1; see the other method. */
  public static TreeProof of(InputStream rawTar, ByteString prefix) throws IOException {
    return of(rawTar, prefix, ObjectFormat.SHA1);
  }

  /**
   * Reads a tar and hashes what it holds.
   *
   * @param rawTar read to its end, not closed
   * @param prefix what stands before every path; an entry without it is told as one that no archive
   *     of a commit has
   * @param format the hash function of the repository: that of the commit's id
   * @throws org.gitsnapshot.error.CorruptObjectException if it is not a tar
   * @throws org.gitsnapshot.error.LimitExceededException if it is beyond a limit of the reader
   */
  public static TreeProof of(InputStream rawTar, ByteString prefix, ObjectFormat format)
      throws IOException {
    return new TreeProof(format, TarTree.read(rawTar, prefix, format));
  }

  /**
   * A file or a symbolic link of the tar.
   *
   * @param mode git's: 0100644, 0100755 or 0120000
   * @param blob the id of its bytes, or of a link's target
   */
  public record Leaf(int mode, Oid blob) {}

  /** Returns the computed tree: what {@code git write-tree} would give, no empty directories. */
  public Oid tree() {
    return tree;
  }

  /** Returns the commit that the tar's global pax header names. */
  public Optional<Oid> claimed() {
    return tar.claimed();
  }

  /** Returns all files and links by their path below the prefix. */
  public Map<ByteString, Leaf> leaves() {
    Map<ByteString, Leaf> leaves = new TreeMap<>();
    gather(tar.root(), ByteString.EMPTY, leaves, new ArrayList<>());
    return leaves;
  }

  private static void gather(
      Item.Directory directory,
      ByteString before,
      Map<ByteString, Leaf> leaves,
      List<ByteString> emptyDirectories) {
    for (Map.Entry<ByteString, Item> entry : directory.entries().entrySet()) {
      ByteString path = before.concat(entry.getKey());
      if (entry.getValue() instanceof Item.Directory below) {
        if (below.entries().isEmpty()) {
          emptyDirectories.add(path);
        }
        gather(below, path.concat('/'), leaves, emptyDirectories);
      } else if (entry.getValue() instanceof Item.File file) {
        leaves.put(path, new Leaf(file.executable() ? 0100755 : 0100644, file.blob()));
      } else if (entry.getValue() instanceof Item.Symlink link) {
        leaves.put(path, new Leaf(0120000, link.blob()));
      }
    }
  }

  /**
   * Holds the tar against a commit.
   *
   * @param objects has the commit and its trees, rehashed as they are read, and whatever blobs it
   *     has; without it, only what the tar says of itself is reported
   * @throws org.gitsnapshot.error.UnavailableException if {@code objects} lacks the commit or a
   *     tree
   * @throws org.gitsnapshot.error.CorruptObjectException if one is damaged
   */
  public ProofReport check(Oid commit, Optional<ObjectReader> objects) throws IOException {
    if (objects.isEmpty()) {
      return report(Optional.of(commit), Optional.empty(), false, false, 0, tar.odd());
    }
    Oid known = CommitLinks.read(objects.get(), commit).tree();
    TreeComparison comparison = new TreeComparison(objects.get(), tar);
    comparison.run(known);
    List<ProofFinding> findings = new ArrayList<>(tar.odd());
    findings.addAll(comparison.findings());
    return report(Optional.of(commit), Optional.of(known), true, true, comparison.same(), findings);
  }

  /**
   * Holds the tar against a commit of which only the object itself is at hand, as {@code git
   * cat-file commit} prints it.
   *
   * @throws InvalidInputException if the bytes are not those of the id
   * @throws org.gitsnapshot.error.CorruptObjectException if they are not a commit's
   */
  public ProofReport checkObject(Oid commit, byte[] object) throws IOException {
    if (!Hashing.id(commit.format(), ObjectType.COMMIT, object).equals(commit)) {
      throw new InvalidInputException(
          "these are not the bytes of commit " + commit,
          "git cat-file commit " + commit + " prints them");
    }
    return held(Optional.of(commit), CommitLinks.parse(commit, object).tree(), true);
  }

  /**
   * Holds the tar against a tree's id that somebody says is the commit's, which nothing here
   * proves.
   */
  public ProofReport checkTree(Optional<Oid> commit, Oid known) {
    return held(commit, known, false);
  }

  private ProofReport held(Optional<Oid> commit, Oid known, boolean bound) {
    List<ProofFinding> findings = new ArrayList<>(tar.odd());
    boolean equal = known.equals(tree);
    Map<ByteString, Leaf> leaves = new TreeMap<>();
    List<ByteString> emptyDirectories = new ArrayList<>();
    gather(tar.root(), ByteString.EMPTY, leaves, emptyDirectories);
    if (equal) {
      // A tree of files alone has no submodule that an empty directory could stand for.
      emptyDirectories.forEach(path -> findings.add(TreeComparison.emptyDirectory(path)));
    }
    return report(commit, Optional.of(known), bound, equal, equal ? leaves.size() : 0, findings);
  }

  private ProofReport report(
      Optional<Oid> commit,
      Optional<Oid> known,
      boolean bound,
      boolean compared,
      long same,
      List<ProofFinding> findings) {
    List<ProofFinding> sorted = new ArrayList<>(findings);
    sorted.sort(Comparator.comparing(ProofFinding::path));
    return new ProofReport(commit, claimed(), tree, known, bound, compared, same, sorted);
  }

  /** Returns the hash function that the ids here are of. */
  public ObjectFormat format() {
    return format;
  }
}
