package org.gitsnapshot.acquire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Test;

final class RefLookupTest {
  private static final Oid A = Oid.fromHex("a".repeat(40));
  private static final Oid B = Oid.fromHex("b".repeat(40));
  private static final Oid C = Oid.fromHex("c".repeat(40));

  private static ResolvedRef find(String text, Map<String, Oid> refs, Oid... withDigits)
      throws IOException {
    return new RefLookup("URL", refs::get, digits -> List.of(withDigits))
        .find(Revision.parse(text));
  }

  private static ResolvedRef found(Oid commit, ResolvedRef.Kind kind, String name) {
    return new ResolvedRef(commit, kind, name, "URL");
  }

  @Test
  void findsTagsBranchesHeadAndFullNames() throws Exception {
    Map<String, Oid> refs =
        Map.of(
            "HEAD",
            A,
            "refs/heads/main",
            A,
            "refs/tags/v1",
            B,
            "refs/pull/1/head",
            C,
            "refs/heads/feature/x",
            C);
    assertThat(find("v1", refs)).isEqualTo(found(B, ResolvedRef.Kind.TAG, "refs/tags/v1"));
    assertThat(find("main", refs)).isEqualTo(found(A, ResolvedRef.Kind.BRANCH, "refs/heads/main"));
    assertThat(find("HEAD", refs)).isEqualTo(found(A, ResolvedRef.Kind.HEAD, "HEAD"));
    assertThat(find("feature/x", refs).commit()).isEqualTo(C);
    assertThat(find("tags/v1", refs).commit()).isEqualTo(B);
    assertThat(find("pull/1/head", refs))
        .isEqualTo(found(C, ResolvedRef.Kind.OTHER_REF, "refs/pull/1/head"));
    assertThat(find("refs/tags/v1", refs).commit()).isEqualTo(B);
  }

  @Test
  void refusesATagAndABranchOfOneNameUnlessTheyAreOneCommit() throws Exception {
    assertThatThrownBy(() -> find("x", Map.of("refs/heads/x", A, "refs/tags/x", B)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.hint()).contains("write refs/tags/x or refs/heads/x"))
        .hasMessage("x is ambiguous in URL: tag " + B + ", branch " + A);
    assertThat(find("x", Map.of("refs/heads/x", A, "refs/tags/x", A)).kind())
        .isEqualTo(ResolvedRef.Kind.TAG);
  }

  @Test
  void refusesANameThatGitWouldFindElsewhereFirst() throws Exception {
    Map<String, Oid> refs = Map.of("refs/tags/v1", A, "refs/heads/tags/v1", B);
    assertThatThrownBy(() -> find("tags/v1", refs))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.hint()).contains("write refs/heads/tags/v1 or refs/tags/v1"))
        .hasMessage("tags/v1 is ambiguous in URL: branch " + B + ", tag " + A);
    assertThat(find("@", Map.of("HEAD", A, "refs/heads/@", B)).commit()).isEqualTo(A);
  }

  @Test
  void findsWhatAClonesRemoteHasIfNothingElseIsCalledSo() throws Exception {
    Map<String, Oid> refs =
        Map.of("refs/remotes/origin/main", A, "refs/remotes/origin/HEAD", B, "refs/heads/x", C);
    assertThat(find("origin/main", refs))
        .isEqualTo(found(A, ResolvedRef.Kind.OTHER_REF, "refs/remotes/origin/main"));
    assertThat(find("origin", refs).name()).isEqualTo("refs/remotes/origin/HEAD");
    assertThat(find("x", refs).commit()).isEqualTo(C);
  }

  @Test
  void findsWhatGitNotesBesideHead() throws Exception {
    assertThat(find("FETCH_HEAD", Map.of("FETCH_HEAD", A, "refs/heads/x", B)))
        .isEqualTo(found(A, ResolvedRef.Kind.OTHER_REF, "FETCH_HEAD"));
    assertThatThrownBy(() -> find("X_HEAD", Map.of("X_HEAD", A, "refs/heads/X_HEAD", B)))
        .hasMessage("X_HEAD is ambiguous in URL: branch " + B + ", ref " + A);
    assertThatThrownBy(() -> find("config", Map.of("config", A)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void findsAShortId() throws Exception {
    assertThat(find("aaaa", Map.of(), A)).isEqualTo(found(A, ResolvedRef.Kind.SHORT_ID, "aaaa"));
  }

  @Test
  void namesTheCandidatesOfAShortIdOfSeveralCommits() {
    assertThatThrownBy(() -> find("abcd", Map.of(), B, A))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("abcd is ambiguous in URL: commit " + A + ", commit " + B);
  }

  @Test
  void prefersARefThatLooksLikeAnIdOnlyWhereNoOtherCommitBeginsSo() throws Exception {
    Map<String, Oid> refs = Map.of("refs/tags/b28236b", A);
    assertThat(find("b28236b", refs).name()).isEqualTo("refs/tags/b28236b");
    assertThat(find("b28236b", refs, A).name()).isEqualTo("refs/tags/b28236b");
    assertThatThrownBy(() -> find("b28236b", refs, B))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.hint()).contains("write refs/tags/b28236b"))
        .hasMessage("b28236b is ambiguous in URL: refs/tags/b28236b, commit " + B);
  }

  @Test
  void asksForShortIdsOnlyWhatLooksLikeOne() throws Exception {
    Map<String, Oid> refs =
        Map.of("refs/tags/abc", A, "refs/tags/v1.0", A, "refs/heads/abcg", A, "HEAD", A);
    for (String text : List.of("abc", "v1.0", "abcg", "HEAD")) {
      RefLookup lookup =
          new RefLookup(
              "URL",
              refs::get,
              digits -> {
                throw new AssertionError("asked for " + digits);
              });
      assertThat(lookup.find(Revision.parse(text)).commit()).isEqualTo(A);
    }
  }

  @Test
  void saysWhatIsNotThere() {
    assertThatThrownBy(() -> find("v2", Map.of("HEAD", A)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("URL has no tag or branch v2");
    assertThatThrownBy(() -> find("12345", Map.of("HEAD", A)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("URL has no tag, branch or commit 12345");
  }

  @Test
  void refusesWhatCannotBeARevision() {
    for (String text : List.of("", "-x", "a b", "v1^", "HEAD~1", "a:b", "x\n", "@{1}?")) {
      assertThatThrownBy(() -> Revision.parse(text))
          .as(text)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void knowsFullIds() throws SnapshotException {
    assertThat(Revision.parse("A".repeat(40)).asFullId()).contains(A);
    assertThat(Revision.parse("a".repeat(39)).asFullId()).isEmpty();
    assertThatThrownBy(() -> Revision.parse("a".repeat(64)).asFullId())
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("SHA-256");
  }
}
