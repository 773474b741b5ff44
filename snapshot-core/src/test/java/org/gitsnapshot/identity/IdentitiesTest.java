package org.gitsnapshot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.testing.TarEntries;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities against the tools that made them up; goldens say which version. */
class IdentitiesTest {
  /** Names around a slash, an empty file, a link, permission to execute. */
  private static final String TREE =
      "mkdir -p top && cd top && mkdir -p a a-b a.d/deep && printf hello >a/file"
          + " && printf 'x\\n' >a-b/file && printf '#!/bin/sh\\n' >a.d/run && chmod 755 a.d/run"
          + " && ln -s ../a/file a.d/deep/link && : >nothing && printf 'A\\n' >README && cd ..";

  private static final Charset ISO = StandardCharsets.ISO_8859_1;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"--sort=name", "--sort=none", "--format=pax", "--format=ustar"})
  void theTreeIsTheOneGitWrites(String options) throws IOException {
    sh(TREE);
    Identities identities = identities(sh("tar c " + options + " top"));
    String tree =
        new String(sh("cd top && git init -q . && git add -A && git write-tree"), ISO).strip();
    assertThat(identities.gitTree().hex()).isEqualTo(tree);
    assertThat(identities.swhidDirectory()).isEqualTo("swh:1:dir:" + tree);
  }

  @Test
  void aNameWithANulIsRefusedForItCouldPassForSeveralFiles() throws IOException {
    try (IdentityBuilder builder = new IdentityBuilder()) {
      assertThatThrownBy(
              () -> builder.symlink(ByteString.of(new byte[] {'a', 0, 'b'}), ByteString.EMPTY))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining("has a NUL in it");
    }
  }

  @Test
  void anEmptyDirectoryIsNothingToGitAndAnEmptyTreeToSoftwareHeritage() throws IOException {
    sh("mkdir -p top/empty/er && printf hello >top/file");
    Identities identities = identities(sh("tar c top"));
    String git =
        new String(sh("cd top && git init -q . && git add -A && git write-tree"), ISO).strip();
    assertThat(identities.gitTree().hex()).isEqualTo(git);
    String withEmpty =
        new String(
                sh(
                    "cd top && e=$(git hash-object -w -t tree /dev/null) && er=$(printf '040000 tree"
                        + " %s\\ter\\n' $e | git mktree) && printf '040000 tree %s\\tempty\\n100644"
                        + " blob %s\\tfile\\n' $er $(git hash-object -w file) | git mktree"),
                ISO)
            .strip();
    assertThat(identities.swhidDirectory()).isEqualTo("swh:1:dir:" + withEmpty);
  }

  /** {@code nix-hash --type sha256} of nix 2.8.0, in its three forms. */
  @Test
  void theNarHashIsThatOfNix() throws IOException {
    sh(TREE + " && mkdir top/empty");
    Identities identities = identities(sh("tar c top"));
    assertThat(identities.narSha256().hex())
        .isEqualTo("785c06beeb2fb79b6d873675f5909aebee6c3cf726ef21983ef43fc60cd7812e");
    assertThat(identities.narBase32())
        .isEqualTo("0bl1sw6ccgzl7sc23vr6ywy6rvpbka8gax9nhxnrpdrgxfz0cp3q");
    assertThat(identities.narSri())
        .isEqualTo("sha256-eFwGvusvt5tthzZ19ZCa6+5sPPcm7yGYPvQ/xgzXgS4=");
  }

  /** {@code dirhash.HashDir} with {@code Hash1} of golang.org/x/mod, as in go 1.19.8. */
  @Test
  void theDirectoryHashIsThatOfGo() throws IOException {
    sh(TREE);
    byte[] tar = sh("tar c top");
    assertThat(identities(tar).goH1()).contains("h1:h1sjGKpdaj3rZdX03wbOSXvFpPN7Nfw+ZyyiJJXhYR0=");
    Identities module =
        Identities.ofTar(
            new ByteArrayInputStream(tar), Optional.empty(), Optional.of("example.org/m@v1.0.0"));
    assertThat(module.goH1()).contains("h1:EBegEJ9EPl71O8x2ODRQMd4pSDn7plshfN3kbAXrCJU=");
  }

  @Test
  void theCommitIsTheRevision() throws IOException {
    sh("mkdir top && : >top/a");
    Oid commit = Oid.fromHex("cff1a813e6e3b161d6c758e0a75a0e7bb613b932");
    Identities identities =
        Identities.ofTar(
            new ByteArrayInputStream(sh("tar c top")), Optional.of(commit), Optional.empty());
    assertThat(identities.swhidRevision())
        .contains("swh:1:rev:cff1a813e6e3b161d6c758e0a75a0e7bb613b932");
  }

  @Test
  void aHardLinkIsTheFileItNames() throws IOException {
    sh("mkdir top copy && printf hello >top/a && ln top/a top/b");
    Identities linked = identities(sh("tar c --sort=name top"));
    sh("cp top/a copy/a && cp top/a copy/b");
    assertThat(linked.narSha256()).isEqualTo(identities(sh("tar c copy")).narSha256());
  }

  @Test
  void anArchiveWithoutATopDirectoryIsItsOwnContent() throws IOException {
    sh(TREE);
    Identities below = identities(sh("tar c top"));
    Identities bare = identities(sh("tar c -C top ."));
    assertThat(bare.gitTree()).isEqualTo(below.gitTree());
    assertThat(bare.narSha256()).isEqualTo(below.narSha256());
    assertThat(bare.goH1()).isNotEqualTo(below.goH1());
  }

  @Test
  void theNameOfAVolumeIsNoFile() throws IOException {
    sh(TREE);
    assertThat(identities(sh("tar c -V 'top 1.0' top"))).isEqualTo(identities(sh("tar c top")));
  }

  @Test
  void aPathThatIsThereTwiceHasAnIdentityIfItIsTheSame() throws IOException {
    sh(TREE);
    Identities once = identities(sh("tar c top"));
    assertThat(identities(sh("tar c --hard-dereference top top ./top"))).isEqualTo(once);
    byte[] file = TarEntries.entry("top/a", '0', "", "a");
    List<byte[]> others =
        List.of(
            TarEntries.entry("top/a", '0', "", "b"),
            TarEntries.entry("top/./a", '2', "b", ""),
            TarEntries.entry("top/a/", '5', "", ""),
            TarEntries.entry("top/a/b", '0', "", "b"));
    for (byte[] other : others) {
      for (byte[] twice : List.of(TarEntries.tar(file, other), TarEntries.tar(other, file))) {
        assertThatThrownBy(() -> identities(twice))
            .isInstanceOf(UnsupportedException.class)
            .hasMessageEndingWith("a is there twice, and not the same");
      }
    }
  }

  @Test
  void whatProgramsReadDifferentlyHasNoIdentity() {
    byte[] tar =
        TarEntries.tar(
            TarEntries.longName('L', "top/b"),
            TarEntries.pax("path", "top/a"),
            TarEntries.entry("top/a", '0', "", "a"));
    assertThatThrownBy(() -> identities(tar))
        .isInstanceOf(UnsupportedException.class)
        .hasMessage("top/a is read differently by programs");
  }

  @Test
  void aLineFeedInANameHasNoHashInGo() throws IOException {
    sh("mkdir top && : >'top/a\nb'");
    assertThat(identities(sh("tar c top")).goH1()).isEmpty();
  }

  /** As deep as the limit of trees; a thread's usual stack is too small. */
  @Test
  void deepDirectoriesHaveIdentities() throws IOException {
    try (IdentityBuilder builder = new IdentityBuilder()) {
      builder.symlink(ByteString.utf8("p/" + "d/".repeat(2046) + "l"), ByteString.utf8("t"));
      Identities deep = builder.finish(Optional.empty(), Optional.empty());
      assertThat(deep.toString()).contains("swh:1:dir:");
    }
  }

  @Test
  void pathsThatLeadOutAndDevicesAreRefused() throws IOException {
    sh("mkdir top && : >top/a && mkfifo pipe");
    byte[] out = sh("tar cP --transform 's,^top,../top,' top");
    assertThatThrownBy(() -> identities(out)).isInstanceOf(UnsupportedException.class);
    byte[] pipe = sh("tar c pipe");
    assertThatThrownBy(() -> identities(pipe)).isInstanceOf(UnsupportedException.class);
    try (IdentityBuilder builder = new IdentityBuilder()) {
      ByteString deep = ByteString.utf8("d/".repeat(3000) + "f");
      assertThatThrownBy(() -> builder.directory(deep)).isInstanceOf(LimitExceededException.class);
    }
  }

  @Test
  void nothingIsLeftInTheTemporaryDirectory() throws IOException {
    sh(TREE);
    long before = temporaries();
    Identities unused = identities(sh("tar c top"));
    assertThat(temporaries()).isEqualTo(before);
  }

  private static long temporaries() throws IOException {
    Path own = Spool.file(".identity");
    try (Stream<Path> files = Files.list(own.getParent())) {
      return files.filter(file -> file.toString().endsWith(".identity")).count();
    } finally {
      Files.delete(own);
    }
  }

  private static Identities identities(byte[] tar) throws IOException {
    return Identities.ofTar(new ByteArrayInputStream(tar), Optional.empty(), Optional.empty());
  }

  private byte[] sh(String script) {
    return new Tool(directory).run(null, "sh", "-c", script);
  }
}
