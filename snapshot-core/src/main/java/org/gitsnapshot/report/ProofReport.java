package org.gitsnapshot.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.report.ProofFinding.Kind;
import org.gitsnapshot.report.ProofFinding.Weight;

/**
 * What is proved of a tar and a commit without the commit's files, and what is not.
 *
 * @param commit the commit it was held against, if any
 * @param claimed the id in the tar's global pax header, which anybody can write
 * @param computedTree the git tree of what the tar holds below the prefix: the id {@code git
 *     write-tree} gives for it, without empty directories
 * @param knownTree the tree it was held against, if any: the commit's where {@code bound}, else the
 *     one that the user gave
 * @param bound whether the commit object was there, with the hash that its id is, and so says which
 *     tree is the commit's
 * @param compared whether each path was held against the known tree
 * @param same how many files and links are the known tree's in name, mode and content
 * @param findings what else there is to say of single paths, in the order of paths
 */
public record ProofReport(
    Optional<Oid> commit,
    Optional<Oid> claimed,
    Oid computedTree,
    Optional<Oid> knownTree,
    boolean bound,
    boolean compared,
    long same,
    List<ProofFinding> findings) {
  /** Copies the list. */
  public ProofReport {
    findings = List.copyOf(findings);
  }

  /** How far a proof goes. */
  public enum Outcome {
    /** Every file in the tar is the commit's, and what it lacks an archive of the commit lacks. */
    PROVED,
    /** No difference, but not every path could be compared. */
    PROVED_IN_PART,
    /** Nothing binds the tar's tree to the commit. */
    NOT_PROVED,
    /** Something is not the commit's. */
    DIFFERENT
  }

  /** Returns how far the proof goes. */
  public Outcome outcome() {
    if (count(Weight.DIFFERENT) > 0) {
      return Outcome.DIFFERENT;
    }
    if (!bound || !compared) {
      return Outcome.NOT_PROVED;
    }
    return count(Weight.UNPROVED) > 0 ? Outcome.PROVED_IN_PART : Outcome.PROVED;
  }

  /** Returns how many findings have this weight. */
  public long count(Weight weight) {
    return findings.stream().filter(finding -> finding.kind().weight() == weight).count();
  }

  /** Returns what was proved, what not, and what is claimed alone, a sentence each. */
  public List<String> statements() {
    List<String> said = new ArrayList<>();
    said.add("the content of the tar is the git tree " + computedTree);
    said.add(claim());
    if (knownTree.isPresent()) {
      tree(knownTree.get(), said);
    }
    if (!bound && commit.isPresent()) {
      said.add(
          "not proved: that "
              + knownTree.orElse(computedTree)
              + " is the tree of commit "
              + commit.get()
              + ", whose object is not at hand");
    }
    return said;
  }

  /** Returns how many paths of the commit are not in the tar for a reason. */
  private long notThere() {
    return findings.stream()
        .filter(each -> each.kind().weight() == Weight.EXPLAINED)
        .filter(each -> each.kind() != Kind.EMPTY_DIRECTORY)
        .count();
  }

  private String claim() {
    if (claimed.isEmpty()) {
      return "the tar names no commit";
    }
    String named =
        "the tar names commit " + claimed.get() + ", which is a claim and proves nothing";
    return commit.isEmpty() || commit.equals(claimed)
        ? named
        : named + "; it is not " + commit.get();
  }

  private void tree(Oid tree, List<String> said) {
    if (bound && commit.isPresent()) {
      said.add("proved: commit " + commit.get() + " has the tree " + tree);
    }
    String whose = bound ? "the commit's" : "that tree's";
    if (!bound) {
      said.add("the tree " + tree + " was given, and is not checked against any commit");
    }
    if (!compared) {
      said.add(
          "not proved: the tar's tree is another, and the trees that would tell why are not at"
              + " hand");
    } else if (tree.equals(computedTree)) {
      said.add("proved: every file's name, mode and content is " + whose + ", and none is missing");
    } else if (outcome() == Outcome.PROVED) {
      said.add(
          "proved: each of the "
              + same
              + " files in the tar is "
              + whose
              + " in name, mode and content; "
              + notThere()
              + " paths are not in it, as the commit's own attributes and submodules have it");
    } else {
      said.add("proved: " + same + " files are " + whose + " in name, mode and content");
    }
    if (count(Weight.UNPROVED) > 0) {
      said.add("not proved: " + count(Weight.UNPROVED) + " paths, which only the files would tell");
    }
    if (count(Weight.DIFFERENT) > 0) {
      said.add("different: " + count(Weight.DIFFERENT) + " paths are not as in the tree " + tree);
    }
  }
}
