package org.gitsnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.Manifest;
import org.gitsnapshot.manifest.ManifestJson;
import org.gitsnapshot.objects.GitRepo;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.pin.PinFile;
import org.gitsnapshot.pin.PinWriter;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.report.ArchiveReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;
import org.gitsnapshot.request.ArchiveRequest;
import org.gitsnapshot.request.PinRequest;
import org.gitsnapshot.request.RecipeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What export-subst takes from a repository: the same as git, recorded, and then for ever. */
class ExportSubstTest {
  private static final String SUBST = "* export-subst\n";
  private static final String ALL_STATE =
      """
      id $Format:%H %h %t %p$
      refs $Format:%D$ and$Format:%d$
      tag $Format:%(describe:tags)$
      again $Format:%(describe:tags)$
      who $Format:%an %aN <%aE> %cN$
      what $Format:%s%n%b$
      cost $5, Format $Format:%s and on
      """;

  @TempDir Path directory;
  private GitRepo repo;
  private Snapshots snapshots;

  @BeforeEach
  void open() throws IOException {
    snapshots = Snapshots.open(SnapshotOptions.of(directory.resolve("cache")));
    repo = GitRepo.init(directory.resolve("repo"));
    repo.commitFile("first", "1");
    repo.git("tag", "-a", "-m", "old", "v0.1");
    repo.write(".mailmap", "Ann <ann@example.org> <a@example.org>\n");
    repo.write(".gitattributes", SUBST);
    repo.write("state.txt", ALL_STATE);
    repo.commit("a subject\n\nand a body");
    repo.git("tag", "v1.0");
  }

  @AfterEach
  void close() {
    snapshots.close();
  }

  @Test
  void theRepositorysStateIsWhatGitTakes() throws IOException {
    assertThat(ours("HEAD", SubstInputs.NONE)).isEqualTo(git("HEAD"));

    repo.git("checkout", "-q", "-b", "topic");
    repo.commitFile("more", "2");
    assertThat(ours("topic", SubstInputs.NONE)).isEqualTo(git("topic"));
    assertThat(ours("v1.0", SubstInputs.NONE)).isEqualTo(git("v1.0"));
  }

  /** Git says that there is none. */
  @Test
  void aTagThatMayBeBehindTheEndOfAShallowCloneIsNotTakenForNone() throws IOException {
    repo.write("state.txt", "$Format:%(describe)$\n").commit("described");
    Path shallow = directory.resolve("shallow");
    repo.git("clone", "-q", "--depth=1", "file://" + repo.directory(), shallow.toString());
    assertThat(GitRepo.run(shallow, "tag")).isEmpty();

    assertThatThrownBy(
            () ->
                snapshots.archive(
                    new ArchiveRequest(
                        List.of(shallow.toString()),
                        "HEAD",
                        recipe(SubstInputs.NONE),
                        Map.of(),
                        Map.of(Format.TAR, OutputStream.nullOutputStream()))))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.hint().orElseThrow()).contains("git fetch --unshallow"));
    // In a history that is whole there is none.
    repo.git("tag", "-d", "v0.1", "v1.0");
    assertThat(ours("HEAD", SubstInputs.NONE)).isEqualTo(git("HEAD"));
  }

  @Test
  void whatWasUsedIsRecordedAndGivesTheSameBytesEverAfter() throws IOException {
    byte[] before = git("v1.0");
    Pin pin =
        snapshots
            .pin(new PinRequest(urls(), "v1.0", Optional.of("app"), recipe(SubstInputs.NONE)))
            .pin();
    SubstInputs used = pin.recipe().subst();
    Oid commit = repo.id("v1.0");
    assertThat(used.abbrev()).contains(Abbreviation.of(7));
    assertThat(used.decorate()).contains("HEAD -> main, tag: v1.0");
    assertThat(used.describe()).contains("v1.0");
    assertThat(used.mailmap()).get().asString().contains("Ann <ann@example.org>");
    assertThat(used.given()).isEmpty();

    repo.git("tag", "later");
    repo.write(".mailmap", "").commit("nobody");
    repo.git("tag", "-d", "v1.0", "v0.1");
    assertThat(git(commit.hex())).isNotEqualTo(before);

    // A clone without any history, and the pin as text.
    Path shallow = directory.resolve("shallow");
    GitRepo.run(directory, "init", "-q", "--bare", shallow.toString());
    GitRepo.at(shallow).git("fetch", "-q", "--depth=1", "file://" + repo.directory(), commit.hex());
    List<Pin> pins = PinFile.parse("pins.toml", PinWriter.toToml(pin));
    Path out = directory.resolve("out");
    List<PinReport> reports =
        snapshots.build(List.of(at(pins.get(0), shallow)), out, 1, report -> {});
    assertThat(reports.get(0).message()).isEmpty();
    assertThat(reports.get(0).verdict()).isEqualTo(Verdict.SAME);
    assertThat(out.resolve("app.tar")).hasBinaryContent(before);
    Path file = out.resolve("app.manifest.json");
    Manifest manifest = ManifestJson.parse("manifest", Files.readAllBytes(file));
    assertThat(manifest.tar().recipe().subst()).isEqualTo(used);
  }

  @Test
  void whatIsGivenIsTakenAndOnlyThatWhichWasUsedIsRecorded() throws IOException {
    repo.write("state.txt", "$Format:%h %(describe) %D$").commit("less");
    SubstInputs given =
        new SubstInputs(
            Optional.of(Abbreviation.of(11)),
            Optional.of("HEAD -> maint, tag: 0.18.0"),
            Optional.of("v1.2-3-gabc"),
            Optional.of("X <x@x> <y@y>\n"),
            Map.of("%cr", "unused"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveReport report = archive("HEAD", given, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            repo.id("HEAD").hex().substring(0, 11) + " v1.2-3-gabc HEAD -> maint, tag: 0.18.0");
    SubstInputs used = report.files().get(0).recipe().tar().subst();
    assertThat(used)
        .isEqualTo(
            new SubstInputs(
                given.abbrev(), given.decorate(), given.describe(), Optional.empty(), Map.of()));
  }

  @Test
  void whatTheCommitAloneDecidesRecordsNothing() throws IOException {
    repo.write("state.txt", "$Format:%H %an %ct %s$").commit("plain");
    ArchiveReport report = archive("HEAD", SubstInputs.NONE, new ByteArrayOutputStream());
    assertThat(report.files().get(0).recipe().tar().subst()).isEqualTo(SubstInputs.NONE);
  }

  @Test
  void theClockIsRefusedUnlessGiven() throws IOException {
    repo.write("state.txt", "$Format:%cr$").commit("clock");
    assertThatThrownBy(() -> archive("HEAD", SubstInputs.NONE, new ByteArrayOutputStream()))
        .isInstanceOf(UnsupportedException.class)
        .hasMessageContaining("state.txt")
        .hasMessageContaining("%cr");
    SubstInputs given =
        new SubstInputs(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of("%cr", "3 years ago"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveReport report = archive("HEAD", given, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("3 years ago");
    assertThat(report.files().get(0).recipe().tar().subst()).isEqualTo(given);
  }

  @Test
  void expansionsThatFillBlocksKeepTheTarInShape() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(i).append(" $Format:%s$ $Format$ $$Format:%H$").append("x".repeat(i % 7));
    }
    repo.write("big.txt", text.toString()).write("empty.txt", "").commit("many");
    assertThat(ours("HEAD", SubstInputs.NONE)).isEqualTo(git("HEAD"));
  }

  @Test
  void linksAreLeftAlone() throws IOException {
    Files.createSymbolicLink(repo.directory().resolve("link"), Path.of("$Format:%H$"));
    repo.commit("link");
    assertThat(ours("HEAD", SubstInputs.NONE)).isEqualTo(git("HEAD"));
  }

  private List<String> urls() {
    return List.of(repo.directory().toString());
  }

  private static Pin at(Pin pin, Path repository) {
    return new Pin(
        pin.name(),
        List.of(repository.toString()),
        pin.commit(),
        pin.ref(),
        pin.like(),
        pin.recipe(),
        pin.outputs(),
        pin.expected(),
        pin.position());
  }

  private static RecipeRequest recipe(SubstInputs inputs) {
    return new RecipeRequest(
        Optional.empty(),
        Optional.of(ByteString.utf8("app-1.0/")),
        Optional.empty(),
        inputs,
        Map.of(Format.TAR, Optional.empty()));
  }

  private byte[] ours(String revision, SubstInputs inputs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArchiveReport unused = archive(revision, inputs, out);
    return out.toByteArray();
  }

  private ArchiveReport archive(String revision, SubstInputs inputs, ByteArrayOutputStream out)
      throws IOException {
    return snapshots.archive(
        new ArchiveRequest(urls(), revision, recipe(inputs), Map.of(), Map.of(Format.TAR, out)));
  }

  /** The mailmap is that of the work tree, which here is that of HEAD. */
  private byte[] git(String revision) {
    return GitRepo.runForBytes(
        repo.directory(), "archive", "--format=tar", "--prefix=app-1.0/", revision);
  }
}
