package org.gitsnapshot.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.ReservedEngine;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.recipe.Umask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestTest {
  private static final Oid COMMIT = Oid.fromHex("12".repeat(20));
  private static final String URL = "https://github.com/owner/name.git";
  private static final Map<Format, Optional<Compressor>> GZIP =
      Map.of(Format.TAR_GZ, Optional.empty());

  @Test
  void withoutAnythingItIsWhatGitArchiveDoesByItself() throws Exception {
    RecipeRequest request =
        new RecipeRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, GZIP);
    assertThat(request.tar(URL, Optional.empty(), COMMIT)).isEqualTo(TarRecipe.git(""));
    assertThat(request.completeOutputs())
        .containsExactly(
            Map.entry(Format.TAR_GZ, Optional.of(Compressor.of(ReservedEngine.GNU_GZIP, 6))));
  }

  @Test
  void whatIsGivenOutweighsThePreset() throws Exception {
    Optional<Preset> github = Preset.ofLabel("github");
    RecipeRequest preset =
        new RecipeRequest(github, Optional.empty(), Optional.empty(), SubstInputs.NONE, GZIP);
    TarRecipe recipe = preset.tar(URL, Optional.of("v1.0"), COMMIT);
    assertThat(recipe.prefix()).isEqualTo(ByteString.utf8("name-1.0/"));
    assertThat(recipe.umask()).isEqualTo(Umask.GIT);
    RecipeRequest own =
        new RecipeRequest(
            github,
            Optional.of(ByteString.utf8("mine/")),
            Optional.of(Profile.GIT_1_8_0),
            Optional.of(new Umask(0022)),
            SubstInputs.NONE,
            Map.of(Format.TAR_GZ, Optional.of(Compressor.of(ReservedEngine.ZLIB, 9))));
    TarRecipe given = own.tar(URL, Optional.of("v1.0"), COMMIT);
    assertThat(given.prefix()).isEqualTo(ByteString.utf8("mine/"));
    assertThat(given.profile()).isEqualTo(Profile.GIT_1_8_0);
    assertThat(given.umask()).isEqualTo(new Umask(0022));
    assertThat(own.withPrefix(Optional.empty()).tar(URL, Optional.of("v1.0"), COMMIT))
        .hasToString("tar git-1.8.0 prefix=\"name-1.0/\" umask=0022");
    assertThat(own.completeOutputs())
        .containsEntry(Format.TAR_GZ, Optional.of(Compressor.of(ReservedEngine.ZLIB, 9)));
  }

  @Test
  void idsAreNotAbbreviatedToMoreDigitsThanTheyHave() throws Exception {
    RecipeRequest whole = abbreviatedTo(40);
    assertThat(whole.tar(URL, Optional.empty(), COMMIT).subst()).isEqualTo(whole.subst());
    RecipeRequest more = abbreviatedTo(41);
    assertThatThrownBy(() -> more.tar(URL, Optional.empty(), COMMIT))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("abbrev is more than the 40 digits of the commit");
    Oid sha256 = Oid.fromHex("2".repeat(64));
    assertThat(more.tar(URL, Optional.empty(), sha256).subst()).isEqualTo(more.subst());
  }

  private static RecipeRequest abbreviatedTo(int digits) {
    SubstInputs inputs =
        new SubstInputs(
            Optional.of(Abbreviation.of(digits)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return new RecipeRequest(Optional.empty(), Optional.empty(), Optional.empty(), inputs, GZIP);
  }

  @Test
  void formatsKeepTheirOrder() {
    Map<Format, Optional<Compressor>> outputs =
        ImmutableMap.of(
            Format.TAR_XZ,
            Optional.empty(),
            Format.TAR,
            Optional.empty(),
            Format.TAR_GZ,
            Optional.empty());
    RecipeRequest request =
        new RecipeRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, outputs);
    assertThat(request.completeOutputs().keySet())
        .containsExactly(Format.TAR_XZ, Format.TAR, Format.TAR_GZ);
    assertThat(request.completeOutputs()).containsEntry(Format.TAR, Optional.empty());
  }

  @Test
  void everyFormGoesSomewhere() {
    RecipeRequest recipe =
        new RecipeRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, GZIP);
    List<String> urls = List.of(URL);
    assertThatThrownBy(() -> new ArchiveRequest(urls, "main", recipe, Map.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tar.gz goes nowhere");
    Map<Format, Path> elsewhere = Map.of(Format.TAR, Path.of("x"));
    assertThatThrownBy(() -> new ArchiveRequest(urls, "main", recipe, elsewhere, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    ArchiveRequest stream =
        new ArchiveRequest(
            urls, "main", recipe, Map.of(), Map.of(Format.TAR_GZ, OutputStream.nullOutputStream()));
    assertThat(stream.streams()).containsOnlyKeys(Format.TAR_GZ);
  }

  @Test
  void aFormGoesToOnePlaceAndNoOtherFormToIt() {
    Map<Format, OutputStream> stream = Map.of(Format.TAR_GZ, OutputStream.nullOutputStream());
    Map<Format, Path> file = Map.of(Format.TAR_GZ, Path.of("a.tar.gz"));
    assertRefused(GZIP, file, stream, "tar.gz goes to a file and to a stream");
    Map<Format, Path> more = Map.of(Format.TAR_GZ, Path.of("x"), Format.TAR, Path.of("y"));
    assertRefused(GZIP, more, Map.of(), "tar goes somewhere, and is not made");
    Map<Format, Optional<Compressor>> both =
        ImmutableMap.of(Format.TAR, Optional.empty(), Format.TAR_GZ, Optional.empty());
    Map<Format, Path> same =
        ImmutableMap.of(Format.TAR, Path.of("x"), Format.TAR_GZ, Path.of("./x"));
    assertRefused(both, same, Map.of(), "tar and tar.gz go to one file: ./x");
  }

  private static void assertRefused(
      Map<Format, Optional<Compressor>> outputs,
      Map<Format, Path> files,
      Map<Format, OutputStream> streams,
      String why) {
    RecipeRequest recipe = recipe(outputs);
    assertThatThrownBy(() -> new ArchiveRequest(List.of(URL), "main", recipe, files, streams))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(why);
  }

  private static RecipeRequest recipe(Map<Format, Optional<Compressor>> outputs) {
    return new RecipeRequest(
        Optional.empty(), Optional.empty(), Optional.empty(), SubstInputs.NONE, outputs);
  }

  @Test
  void aCompressorWritesTheFormThatItIsFor() {
    assertThatThrownBy(() -> recipe(Map.of(Format.TAR_GZ, Optional.of(new Compressor("bzip2", 9)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bzip2 -9 does not make tar.gz");
    assertThatThrownBy(() -> recipe(Map.of(Format.TAR, Optional.of(new Compressor("bzip2", 9)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bzip2 -9 does not make tar");
  }

  @Test
  void anAuditedPinHasAUrl() {
    assertThatThrownBy(
            () ->
                new AuditRequest(
                    Path.of("a.tar"),
                    List.of(URL),
                    List.of(),
                    Optional.empty(),
                    CompareRequest.Detail.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static Stream<Object> recordsWithUrls() {
    String url = "https://user:s3cret@example.org/a.git?token=s3cret";
    List<String> urls = List.of("https://example.org/b", url);
    RecipeRequest recipe = recipe(GZIP);
    CompareRequest.Detail detail = CompareRequest.Detail.DEFAULT;
    CompareSide.Commit side = new CompareSide.Commit(urls, "main", recipe);
    Map<Format, Path> files = Map.of(Format.TAR_GZ, Path.of("a.tar.gz"));
    DownloadOptions downloads = DownloadOptions.DEFAULT.withMirrors(urls, false);
    return Stream.of(
        new ArchiveRequest(urls, "main", recipe, files, Map.of()),
        new AuditRequest(Path.of("a"), urls, Optional.empty(), detail),
        new PinRequest(urls, "main", Optional.empty(), recipe),
        new LintRequest(urls, "main", recipe),
        new CompareRequest(side, side, detail),
        new ProofRequest(Path.of("a"), urls, COMMIT, Optional.empty()),
        downloads,
        new FetchRequest(
            List.of(),
            List.of(URI.create(url)),
            new FetchRequest.Trust.ByAgreement(),
            1,
            0,
            Path.of("a"),
            1),
        new TorrentRequest(
            List.of(Path.of("a")),
            List.of(),
            Optional.empty(),
            TorrentRequest.Form.HYBRID,
            Optional.empty(),
            urls,
            List.of(urls),
            Optional.empty(),
            false),
        new Pin(
            "a",
            urls,
            COMMIT,
            Optional.empty(),
            Optional.empty(),
            TarRecipe.git(""),
            Map.of(Format.TAR, Optional.empty()),
            Map.of(),
            new Position("pins.toml", 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("recordsWithUrls")
  void theTextOfARecordShowsNoPassword(Object request) {
    assertThat(request.toString())
        .startsWith(request.getClass().getSimpleName() + "[")
        .endsWith("]")
        .contains("https://example.org/a.git")
        .doesNotContain("s3cret");
  }

  @Test
  void theTextOfARecordIsOtherwiseWhatJavaGives() {
    LintRequest request = new LintRequest(List.of(URL), "main", recipe(GZIP));
    assertThat(request)
        .hasToString(
            "LintRequest[urls=[" + URL + "], revision=main, recipe=" + request.recipe() + "]");
    assertThat(new PinRequest(List.of(URL), "main", Optional.of("a"), recipe(GZIP)).toString())
        .contains("revision=main, name=Optional[a], recipe=RecipeRequest[");
  }
}
