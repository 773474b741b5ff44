package org.gitsnapshot.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.SnapshotOptions;
import org.gitsnapshot.Snapshots;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.gitsnapshot.testing.Demo;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user learns which files an archive has as they are stored, wherever it is made. */
class NotesTest {
  private static final RecipeRequest TAR =
      new RecipeRequest(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          SubstInputs.NONE,
          Map.of(Format.TAR, Optional.empty()));

  @TempDir Path directory;
  private Oid commit = Oid.fromHex("0".repeat(40));
  private Path repository = Path.of("");

  /** Files with filters, one of them left out, and things that a filter never sees. */
  @BeforeEach
  void repositoryWithFilters() throws IOException {
    repository = Files.createDirectory(directory.resolve("repository"));
    RawRepository raw = RawRepository.init(repository);
    Oid pointer = raw.blob("version https://git-lfs.github.com/spec/v1\n");
    Oid lines =
        raw.blob(
            """
            * filter=lfs
            .gitattributes !filter
            b* filter=crypt
            z export-ignore
            set filter
            unset -filter
            empty filter=
            u working-tree-encoding=UTF-16 -filter
            v working-tree-encoding=UTF-16 -filter
            """);
    Oid inner = raw.tree(List.of(new Item("100644", "c\nd", pointer)));
    Oid tree =
        raw.tree(
            List.of(
                new Item("100644", ".gitattributes", lines),
                new Item("40000", "a", inner),
                new Item("120000", "a-link", pointer),
                new Item("160000", "a-module", pointer),
                new Item("100644", "b", pointer),
                new Item("100644", "empty", pointer),
                new Item("100755", "m", raw.blob("")),
                new Item("100644", "set", pointer),
                new Item("100644", "u", raw.blob(new byte[] {(byte) 0xff})),
                new Item("100644", "unset", pointer),
                new Item("100644", "v", raw.blob("text")),
                new Item("100644", "z", pointer)));
    commit = raw.commit(tree);
    raw.flush();
    raw.tool().git("update-ref", "refs/heads/main", commit.hex());
  }

  private static final List<String> NOTES =
      List.of(
          "filter=crypt: 1 file is archived as stored, such as b",
          "filter=lfs: 2 files are archived as stored, such as a/c\\x0ad",
          "working-tree-encoding=UTF-16: 1 file is not text that it can hold, left as UTF-8,"
              + " such as u");

  @Test
  void buildWritesThemIntoTheManifestAndVerifyTellsThem() throws IOException {
    Path out = directory.resolve("out");
    try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")))) {
      var pins = Demo.pins(Demo.text("n", repository, commit.hex()));
      PinReport built = snapshots.build(pins, out, 1, report -> {}).get(0);
      assertThat(built.notes()).isEqualTo(NOTES);
      byte[] manifest = Files.readAllBytes(out.resolve("n.manifest.json"));
      assertThat(ManifestJson.parse("n.manifest.json", manifest).notes()).isEqualTo(NOTES);
      PinReport verified = snapshots.verify(pins, Optional.of(out), 1, report -> {}).get(0);
      assertThat(verified.notes()).isEqualTo(NOTES);
    }
  }

  @Test
  void archiveAndPinTellThem() throws IOException {
    try (Snapshots snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")))) {
      List<String> urls = List.of(repository.toString());
      Map<Format, OutputStream> nowhere = Map.of(Format.TAR, OutputStream.nullOutputStream());
      assertThat(
              snapshots.archive(new ArchiveRequest(urls, "main", TAR, Map.of(), nowhere)).notes())
          .isEqualTo(NOTES);
      assertThat(snapshots.pin(new PinRequest(urls, "main", Optional.of("n"), TAR)).notes())
          .isEqualTo(NOTES);
    }
  }
}
