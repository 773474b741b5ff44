package org.gitsnapshot.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.testing.TestMirror;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A mirror's directory that changes while it is served, or is not what its manifest says. */
@Timeout(30)
@Tag("one-jvm")
class MirrorDirectoryTest {
  private static final byte[] CONTENT = TestMirror.random(1, 100_000);

  @TempDir Path directory;
  private TestMirror mirror = new TestMirror(Path.of("target/unused"));

  @SuppressWarnings("NullAway.Init")
  private ServerFixture server;

  @BeforeEach
  void serve() throws IOException {
    mirror = new TestMirror(directory.resolve("mirror"));
    mirror.add("a.tar.gz", CONTENT).add("empty", new byte[0]).add("a b%é;.tgz", new byte[] {7});
    server = new ServerFixture(mirror.directory());
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.problems).isEmpty();
  }

  @Test
  void newListsAreServedWithoutARestart() throws Exception {
    assertThat(server.get("new").statusCode()).isEqualTo(404);
    mirror.add("new", new byte[] {1, 2, 3});
    Thread.sleep(600);
    assertThat(server.get("new").body()).containsExactly(1, 2, 3);
    assertThat(server.get("SHA256SUMS").body()).asString(UTF_8).contains("  new\n");
    MirrorLists.write(mirror.directory(), MirrorManifest.of(List.of()));
    Thread.sleep(600);
    assertThat(server.get("new").statusCode()).isEqualTo(404);
  }

  @Test
  void theListsAreReadAgainBeforeAFileIsAProblem() throws Exception {
    try (ServerFixture fresh = new ServerFixture(mirror.directory())) {
      mirror.add("a.tar.gz", new byte[] {1, 2, 3});
      assertThat(fresh.get("a.tar.gz").body()).containsExactly(1, 2, 3);
      MirrorLists.write(mirror.directory(), MirrorManifest.of(List.of()));
      Files.delete(mirror.directory().resolve("a.tar.gz"));
      assertThat(fresh.get("a.tar.gz").statusCode()).isEqualTo(404);
      assertThat(fresh.problems).isEmpty();
    }
  }

  @Test
  void aBrokenManifestLeavesTheOldOne() throws Exception {
    Files.writeString(mirror.directory().resolve("manifest.json"), "{");
    Thread.sleep(600);
    assertThat(server.get("a.tar.gz").statusCode()).isEqualTo(200);
    assertThat(server.get("a.tar.gz").statusCode()).isEqualTo(200);
    assertThat(server.problems).hasSize(1).allMatch(line -> line.contains("manifest.json:1:"));
    server.problems.clear();
  }

  @Test
  void aFileThatIsNotTheManifestsIsNotServed() throws Exception {
    Files.write(mirror.directory().resolve("a.tar.gz"), new byte[5]);
    assertThat(server.get("a.tar.gz").statusCode()).isEqualTo(500);
    Path outside = Files.writeString(directory.resolve("outside"), "x");
    Files.delete(mirror.directory().resolve("a b%é;.tgz"));
    Files.createSymbolicLink(mirror.directory().resolve("a b%é;.tgz"), outside);
    assertThat(server.get("a%20b%25%C3%A9%3B.tgz").statusCode()).isEqualTo(500);
    Files.delete(mirror.directory().resolve("empty"));
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> gone = server.get("empty");
      assertThat(gone.statusCode()).isEqualTo(500);
      assertThat(gone.body()).asString(UTF_8).isEqualTo("500 Server Error\n");
    }
    Path real = mirror.directory().toRealPath();
    assertThat(server.problems)
        .containsExactly(
            "cannot serve "
                + real.resolve("a.tar.gz")
                + ": it has 5 bytes, and 100000 in the manifest",
            "cannot serve "
                + real.resolve("a b%é;.tgz")
                + ": it is no regular file in the mirror's directory",
            "cannot serve " + real.resolve("empty") + ": there is no such file");
    server.problems.clear();
  }

  @Test
  void aFileThatEndsWhileItIsSentIsTold() throws Exception {
    // More than the system keeps for a client that does not read.
    byte[] large = TestMirror.random(3, 32 << 20);
    mirror.add("large", large);
    try (ServerFixture fresh = new ServerFixture(mirror.directory());
        Socket one = fresh.connect();
        Socket other = fresh.connect()) {
      for (Socket client : List.of(one, other)) {
        client.getOutputStream().write("GET /large HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(UTF_8));
        assertThat(client.getInputStream().read()).isEqualTo('H');
      }
      try (FileChannel file =
          FileChannel.open(mirror.directory().resolve("large"), StandardOpenOption.WRITE)) {
        file.truncate(30 << 20);
      }
      for (Socket client : List.of(one, other)) {
        assertThat(client.getInputStream().transferTo(OutputStream.nullOutputStream()))
            .isBetween(30L << 20, (30L << 20) + 1000);
      }
      assertThat(fresh.problems)
          .containsExactly(
              "cannot read "
                  + mirror.directory().toRealPath().resolve("large")
                  + " at byte 31457280 for an answer: the file has become shorter");
    }
  }

  @Test
  void listsAndTorrentsThatLeadElsewhereAreNotServed() throws Exception {
    Path outside = Files.writeString(directory.resolve("outside"), "TOP SECRET");
    Path real = mirror.directory().toRealPath();
    Files.writeString(real.resolve("n.torrent"), "de");
    Files.createSymbolicLink(real.resolve("latest.torrent"), Path.of("n.torrent"));
    List<String> links = List.of("y.torrent", "SHA256SUMS", "SHA256SUMS.sig", "index.html");
    for (String link : links) {
      Files.deleteIfExists(real.resolve(link));
      Files.createSymbolicLink(real.resolve(link), outside);
    }
    try (ServerFixture fresh = new ServerFixture(real)) {
      assertThat(fresh.get("latest.torrent").body()).asString(UTF_8).isEqualTo("de");
      for (String link : links) {
        assertThat(fresh.get(link).statusCode()).as(link).isEqualTo(404);
        assertThat(fresh.problems)
            .containsOnlyOnce(
                "cannot serve "
                    + real.resolve(link)
                    + ": it is no regular file in the mirror's directory");
      }
      assertThat(fresh.get("y/a.tar.gz").statusCode()).isEqualTo(404);
      Files.writeString(outside, "CHANGED");
      Thread.sleep(600);
      assertThat(fresh.get("y.torrent").statusCode()).isEqualTo(404);
      assertThat(fresh.problems).hasSize(links.size());
    }
    Files.move(real.resolve("manifest.json"), directory.resolve("elsewhere"));
    Files.createSymbolicLink(real.resolve("manifest.json"), directory.resolve("elsewhere"));
    assertThatThrownBy(() -> new ServerFixture(real))
        .hasMessageEndingWith("manifest.json: it is no regular file in the mirror's directory");
    Thread.sleep(600);
    assertThat(server.get("a.tar.gz").statusCode()).isEqualTo(200);
    assertThat(server.problems)
        .containsOnlyOnce(
            "the mirror's lists have changed and cannot be read, so the old ones are served: "
                + real.resolve("manifest.json")
                + ": it is no regular file in the mirror's directory");
    server.problems.clear();
  }

  @Test
  void aManifestThatIsGoneIsNamedWithWhy() throws Exception {
    Path manifest = mirror.directory().toRealPath().resolve("manifest.json");
    Files.delete(manifest);
    Thread.sleep(600);
    assertThat(server.get("a.tar.gz").statusCode()).isEqualTo(200);
    assertThat(server.problems)
        .containsExactly(
            "the mirror's lists have changed and cannot be read, so the old ones are served: "
                + manifest
                + ": there is no such file");
    server.problems.clear();
  }

  @Test
  void whatIsNoMirrorIsToldSo() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertThatThrownBy(() -> new ServerFixture(empty))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> assertThat(e.fullMessage()).contains("is no mirror", "snapshot mirror --sources"));
    assertThatThrownBy(() -> new ServerFixture(directory.resolve("none")))
        .hasMessageContaining("no such directory");
    Path bad = Files.createDirectories(directory.resolve("bad"));
    Files.writeString(bad.resolve("manifest.json"), "[]");
    assertThatThrownBy(() -> new ServerFixture(bad)).hasMessageContaining("expected an object");
  }
}
