package org.gitsnapshot.state;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.pretty.DescribeOptions;

/**
 * Answers what {@code git archive} would find in a repository at one commit.
 *
 * <pre>{@code
 * try (History history = acquirer.history(urls, commit)) {
 *   RepositoryState state = new RepositoryState(history, commit);
 *   ByteString names = state.decorations(); // HEAD -> main, tag: v1.0
 * }
 * }</pre>
 *
 * <p>The answers are those of C git for a repository without any configuration, and without
 * replacements and grafts ({@code GIT_NO_REPLACE_OBJECTS}). Each costs what it needs and no more;
 * see {@link History}. For one thread at a time.
 */
public final class RepositoryState {
  private final History history;
  private final Oid commit;
  private final Abbreviations abbreviations;

  /** Takes a repository, which the caller closes, and the commit that is archived. */
  public RepositoryState(History history, Oid commit) {
    this.history = history;
    this.commit = commit;
    this.abbreviations = new Abbreviations(history);
  }

  /**
   * Returns the first hex digits of an id, as {@code %h} has them: so many that no other object of
   * the repository begins with them.
   *
   * @param base from how many digits on, with 4 for less than that; by itself a number that grows
   *     with the objects in the repository's packs, at least 7. Git before 2.11 had always 7
   */
  public String abbreviate(Oid id, OptionalInt base) throws IOException {
    return abbreviations.abbreviate(id, base);
  }

  /**
   * Returns the names of the commit as {@code git archive} has them for {@code %D}, such as {@code
   * HEAD -> maint, tag: 0.18.0}; empty if there are none. HEAD comes first, then all refs from the
   * last name to the first, wherever they are below {@code refs/}.
   */
  public ByteString decorations() throws IOException {
    return Decorations.of(history.refs(), commit);
  }

  /**
   * Returns what {@code %(describe)} expands to: the nearest tag, as git-describe(1) chooses it,
   * and how far it is; empty if there is none.
   */
  public ByteString describe(DescribeOptions options) throws IOException {
    return new Describe(history, abbreviations, options).describe(commit);
  }

  /**
   * Returns the bytes of {@code .mailmap} in the tree of HEAD, not of the commit, as git has it in
   * a repository without a work tree. Those of a symbolic link are its target; git reads that.
   */
  public Optional<ByteString> mailmap() throws IOException {
    return MailmapFile.read(history);
  }
}
