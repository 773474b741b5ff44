package org.gitsnapshot.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gitsnapshot.conformance.Surroundings.Cell;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.ChildJvm;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the machine is like, the bytes are those of C git and the C compressors on a clean one.
 * On one JVM: the older shows more of its surroundings, such as the encoding (JEP 400).
 */
@Tag("one-jvm")
class HostileEnvironmentTest {
  private static final String PREFIX = "caf\u00e9-1.0/";
  private static final int AT_ONCE = 2;

  @TempDir Path directory;

  private Surroundings surroundings;
  private Path spoilt;
  private Oid commit;
  private Path pins;

  /** What every cell has to give: the name of a file, and its bytes. */
  private final Map<String, byte[]> expected = new LinkedHashMap<>();

  /** Makes a commit that has something for every trap, and the clean machine's archives of it. */
  @BeforeEach
  void prepare() throws IOException {
    Path clean = Files.createDirectory(directory.resolve("clean"));
    RawRepository repository = RawRepository.init(clean);
    Oid replaced = repository.blob("one\ntwo\n$Id$\n");
    Oid replacement = repository.blob("another\n");
    commit = commit(repository, replaced);
    repository.flush();
    Tool tool = repository.tool();
    tool.git("update-ref", "refs/heads/main", commit.hex());
    tool.git("bundle", "create", "-q", "../it.bundle", "--all");
    tool.run(null, "cp", "-a", clean.toString(), "../spoilt");
    spoilt = directory.resolve("spoilt");
    surroundings = new Surroundings(Files.createDirectory(directory.resolve("machine")));
    surroundings.spoil(spoilt, commit.hex(), replaced.hex(), replacement.hex());

    byte[] tar = GitArchive.of(repository, commit, PREFIX);
    pins = directory.resolve("pins.toml");
    String text = "";
    for (String source : List.of("spoilt", "it.bundle")) {
      text +=
          Demo.text(
              source,
              directory.resolve(source),
              commit.hex(),
              "prefix = \"" + PREFIX + "\"",
              "formats = [\"tar\", \"tar.gz\", \"tar.xz\", \"tar.bz2\"]");
      expected.put(source + ".tar", tar);
      expected.put(source + ".tar.gz", tool.run(tar, "gzip", "-n", "-6"));
      expected.put(source + ".tar.bz2", tool.run(tar, "bzip2", "-9"));
    }
    Files.writeString(pins, text);
  }

  private static Oid commit(RawRepository repository, Oid replaced) {
    byte[] noise = new byte[300_000];
    new Random(1).nextBytes(noise);
    String long100 = "l".repeat(100);
    String attributes =
        "*.txt text\n*.bin -text\n*.lfs filter=lfs diff=lfs merge=lfs -text\n*.auto text=auto\n"
            + "*.no export-ignore\nI* -export-ignore\n"
            + (Features.TODAY.has(Features.CONVERSIONS) ? "*.crlf eol=crlf\n*.id ident\n" : "");
    Oid lines = repository.blob("a\r\nb\nc\r\n".repeat(40_000));
    Oid module = Oid.fromHex("12".repeat(20));
    List<Item> inner = new ArrayList<>();
    for (String name :
        List.of("a.txt", "a.bin", "a.lfs", "a.auto", "a.no", "a.crlf", "a.id", "I.TXT", "\u0131")) {
      inner.add(new Item("100644", name, replaced));
    }
    inner.add(new Item("100755", long100, lines));
    inner.add(new Item("120000", "link", repository.blob(long100 + "l")));
    return repository.commit(
        repository.tree(
            List.of(
                new Item("100644", ".gitattributes", repository.blob(attributes)),
                new Item("40000", "\u00e9t\u00e9", repository.tree(inner)),
                new Item("40000", long100, repository.tree(inner)),
                new Item("100644", "noise", repository.blob(noise)),
                new Item("160000", "module", module))),
        "author \u00c3\u00a9 <a> 1 +0545\ncommitter C <c@example.org> 1700000000 -0330\n\nm\n");
  }

  @Test
  void everyCellGivesTheBytesOfTheCleanMachine() throws Exception {
    List<Cell> cells = surroundings.cells();
    Map<String, byte[]> first = null;
    for (int i = 0; i < cells.size(); i += AT_ONCE) {
      List<Cell> batch = cells.subList(i, Math.min(i + AT_ONCE, cells.size()));
      List<ChildJvm> children = new ArrayList<>();
      for (Cell cell : batch) {
        children.add(start(cell));
      }
      for (int k = 0; k < batch.size(); k++) {
        String name = batch.get(k).name();
        int code = children.get(k).waitFor();
        // Shells and newer JDKs may warn of a locale or an encoding; that is not our output.
        assertThat(code).as(name + ": " + children.get(k).errors()).isZero();
        Map<String, byte[]> files = files(batch.get(k));
        first = first == null ? files : first;
        assertSame(name, files, first);
      }
    }
  }

  private ChildJvm start(Cell cell) throws IOException {
    Path out = Files.createDirectory(out(cell));
    // The launcher's collector. Java's usual one moves no large array, and in so small a heap may
    // have no gap for xz's when the build before has left its own.
    List<String> options =
        new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    options.addAll(cell.javaOptions());
    return ChildJvm.after(
        cell.shellCommand(),
        options,
        BuildMain.class,
        pins.toString(),
        out.toString(),
        String.valueOf(cell.threads()));
  }

  private Path out(Cell cell) {
    return directory.resolve("out-" + cell.name().replaceAll("[^a-z0-9]", "_"));
  }

  private Map<String, byte[]> files(Cell cell) throws IOException {
    Path out = out(cell);
    assertThat(Files.readString(out.resolve("report"), StandardCharsets.UTF_8))
        .as(cell.name())
        .isEqualTo("BUILT\nBUILT\n");
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> list = Files.list(out.resolve("files"))) {
      for (Path file : list.sorted().toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** Manifests, lists and xz files have no oracle here, but are to be the same everywhere. */
  private void assertSame(String name, Map<String, byte[]> files, Map<String, byte[]> first) {
    assertThat(files.keySet()).as(name).isEqualTo(first.keySet()).hasSize(2 * 5 + 1);
    first.forEach(
        (file, bytes) -> assertThat(files.get(file)).as(name + ": " + file).isEqualTo(bytes));
    expected.forEach(
        (file, bytes) -> assertThat(files.get(file)).as(name + ": " + file).isEqualTo(bytes));
  }

  @Test
  void theTrapsAreSet() throws IOException {
    byte[] right = expected.get("spoilt.tar");
    Path home = directory.resolve("machine/home");
    String prefix = "--prefix=" + PREFIX;
    String[] archive = {"git", "archive", "--format=tar", prefix, commit.hex()};
    assertThat(heedless(spoilt, "HOME=/nonexistent", archive)).isNotEqualTo(right);
    Path clean = directory.resolve("clean");
    assertThat(heedless(clean, "HOME=" + home, archive)).isNotEqualTo(right);
    assertThat(heedless(clean, "HOME=/nonexistent", archive)).isEqualTo(right);
  }

  /** Runs a program that heeds everything, as far as this machine's own configuration allows. */
  private static byte[] heedless(Path repository, String variable, String... command) {
    List<String> all = new ArrayList<>(List.of("env", "-u", "GIT_CONFIG_GLOBAL", variable));
    all.addAll(List.of(command));
    return new Tool(repository).run(null, all.toArray(String[]::new));
  }
}
