package org.gitsnapshot.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tar git prefix=\"gnulib-b28236b/\" | gnu-gzip -6",
        "tar git-1.8.0 prefix=\"\"",
        "tar git-2.14 prefix=\"a b | c/\" | xz-mt -0",
        "tar git prefix=\"x/\" abbrev=11 decorate=\"HEAD -> maint, tag: 0.18.0\""
            + " describe=\"v1.2-3-gabc\" | bzip2 -9",
        "tar git prefix=\"\" decorate=\"\"",
        "tar git prefix=\"x/\" umask=0022 abbrev=11 remove=\"*.info\" | gnu-gzip -6",
        "tar git-2.9 prefix=\"\" umask=0000",
        "tar git prefix=\"\\\"\\\\/\"",
        "tar git prefix=\"\\x09\\x0a\\x1b\\x7f\"",
        "tar git prefix=\"Žluťoučký 🐎/\"",
        "tar git prefix=\"caf\\xe9/\"",
        "tar git prefix=\"é\\xc3\\xff é\"",
        "tar git prefix=\"\\xc2\\x85\\xe2\\x80\\xa8\\xe2\\x80\\xae\\xef\\xbb\\xbf\"",
        "tar git prefix=\"\\xed\\xa0\\x80\\xc0\\xaf\\xf4\\x90\\x80\\x80\"",
      })
  void canonicalTextReadsBackAsItself(String text) throws Exception {
    assertThat(Recipe.parse(text)).hasToString(text);
  }

  @Test
  void everyRecipeReadsBack() throws Exception {
    Random random = new Random(20260214);
    for (int i = 0; i < 5_000; i++) {
      Recipe recipe = randomRecipe(random);
      String text = recipe.toString();
      assertThat(text).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
      assertThat(Recipe.parse(text)).isEqualTo(recipe).hasToString(text);
    }
  }

  @Test
  void otherOrdersAndSpacesMeanTheSame() throws Exception {
    assertThat(
            Recipe.parse(
                "  tar  git  describe=\"v1\"   prefix=\"\\xC3\\xa9\\x2f\" abbrev=7 |gnu-gzip"))
        .hasToString("tar git prefix=\"é/\" abbrev=7 describe=\"v1\" | gnu-gzip -6");
  }

  @Test
  void gitsOwnUmaskIsReadAndNotWritten() throws Exception {
    for (String text : List.of("02", "002", "0002")) {
      assertThat(Recipe.parse("tar git umask=" + text + " prefix=\"\""))
          .isEqualTo(Recipe.parse("tar git prefix=\"\""))
          .hasToString("tar git prefix=\"\"");
    }
    assertThat(Recipe.parse("tar git umask=022 prefix=\"\" | xz"))
        .hasToString("tar git prefix=\"\" umask=0022 | xz -6");
  }

  @Test
  void recipesWithOtherUmasksAreOthersAndKeepThemWhateverElseChanges() throws Exception {
    TarRecipe recipe = Recipe.parse("tar git prefix=\"x/\" umask=0077").tar();
    assertThat(recipe)
        .isNotEqualTo(TarRecipe.git("x/"))
        .isNotEqualTo(Recipe.parse("tar git prefix=\"x/\" umask=0022").tar());
    SubstInputs inputs =
        inputs(Optional.of("tag: v1"), Optional.empty(), Optional.empty(), Map.of());
    assertThat(recipe.with(inputs).removing(List.of(ByteString.utf8("*.o"))))
        .hasToString("tar git prefix=\"x/\" umask=0077 decorate=\"tag: v1\" remove=\"*.o\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``                                ~ begins with \"tar\"",
        "zip git prefix=\"\"               ~ begins with \"tar\"",
        "tar                               ~ has no profile",
        "tar git-2 prefix=\"\"             ~ no profile is called \"git-2\"",
        "tar git                           ~ has no prefix",
        "tar git | gnu-gzip -6             ~ has no prefix",
        "tar git prefix=a                  ~ the value of prefix is not quoted",
        "tar git prefix=                   ~ the value of prefix is not quoted",
        "tar git prefix=\"a                ~ the quote of prefix is not closed",
        "tar git prefix=\"a\\\"            ~ the quote of prefix is not closed",
        "tar git prefix=\"\\n\"            ~ \"\\n\" at character 17 is no escape",
        "tar git prefix=\"\\x4\"           ~ \"\\x\" at character 17 is no escape",
        "tar git prefix=\"\\xg0\"          ~ \"\\x\" at character 17 is no escape",
        "tar git prefix=\"\\x00\"          ~ there is a NUL in prefix",
        "tar git prefix=\"\"x              ~ expected a space after prefix",
        "tar git prefix=\"\"| gnu-gzip -6  ~ expected a space after prefix",
        "tar git prefix=\"\" prefix=\"\"   ~ gives prefix twice",
        "tar git prefx=\"\"                ~ no input of a recipe is called \"prefx\"",
        "tar git prefix=\"\" x             ~ \"x\" at character 19 is not an input",
        "tar git prefix=\"\" abbrev=7,7abcdef ~ from 4 to 64, not \"7,7abcdef\"",
        "tar git prefix=\"\" mailmap=\"\\xff\" ~ mailmap is not UTF-8",
        "tar git prefix=\"\" %h=\"a\"       ~ no input of a recipe is called \"%h\"",
        "tar git prefix=\"\" %cr=\"a\" %cr=\"b\" ~ gives %cr twice",
        "tar git prefix=\"\" abbrev=3      ~ from 4 to 64, not \"3\"",
        "tar git prefix=\"\" abbrev=065    ~ from 4 to 64, not \"065\"",
        "tar git prefix=\"\" abbrev=       ~ from 4 to 64, not \"\"",
        "tar git prefix=\"\" decorate=\"\\xff\" ~ decorate is not UTF-8",
        "tar git prefix=\"\" describe=\"\\x0a\" ~ describe is not one line of UTF-8",
        "tar git prefix=\"\" umask=22      ~ umask is \"22\"",
        "tar git prefix=\"\" umask=01000   ~ umask is \"01000\"",
        "tar git prefix=\"\" umask=0028    ~ umask is \"0028\"",
        "tar git prefix=\"\" umask=\"0022\" ~ umask is \"\"0022\"\"",
        "tar git prefix=\"\" umask=user    ~ umask is \"user\"",
        "tar git prefix=\"\" umask=        ~ umask is \"\"",
        "tar git prefix=\"\" umask=0022 umask=0022 ~ gives umask twice",
        "tar git prefix=\"\" umsk=0022     ~ no input of a recipe is called \"umsk\"",
        "tar git prefix=\"\" |             ~ a compressor is missing",
        "tar git prefix=\"\" | gzip -6     ~ no engine is called \"gzip\"",
      })
  void whatIsNotARecipeIsTold(String text, String message) {
    assertThatThrownBy(() -> Recipe.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void textsThatAreAlmostRecipesAreReadOrRefusedAndNothingElse() {
    Random random = new Random(1);
    String seed = "tar git prefix=\"a\\x41é/\" umask=0077 abbrev=7 decorate=\"HEAD\" | gnu-gzip -6";
    String letters = "tar gix=\"\\|-60é\uD83D\uDC0E\u0000";
    for (int i = 0; i < 10_000; i++) {
      StringBuilder text = new StringBuilder(seed);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
        } else {
          text.deleteCharAt(at);
        }
      }
      try {
        Recipe recipe = Recipe.parse(text.toString());
        assertThat(Recipe.parse(recipe.toString())).isEqualTo(recipe);
      } catch (InvalidInputException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void theFormatIsTheCompressors() throws Exception {
    assertThat(Recipe.parse("tar git prefix=\"\"").format()).isEqualTo(Format.TAR);
    assertThat(Recipe.parse("tar git prefix=\"\" | xz -6").format()).isEqualTo(Format.TAR_XZ);
  }

  @Test
  void inputsThatNoRepositoryGivesCannotBeMade() {
    Optional<String> none = Optional.empty();
    for (int length : new int[] {-1, 0, 3, 65}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Abbreviation.of(length));
    }
    for (String text : new String[] {"a\nb", "a\rb", "\0", "\uD800"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> inputs(Optional.of(text), none, none, Map.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> inputs(none, Optional.of(text), none, Map.of()));
    }
    for (String text : new String[] {"\0", "\uD800"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> inputs(none, none, Optional.of(text), Map.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> inputs(none, none, none, Map.of("%cr", text)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs(none, none, none, Map.of("%h", "a")));
    for (String digits : new String[] {"abcd", "abcdefg", "ABCDEF", "a".repeat(65)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Abbreviation(5, List.of(digits)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Abbreviation(4, List.of("abcdef", "abcde")));
    assertThatIllegalArgumentException().isThrownBy(() -> TarRecipe.git("a\0b/"));
  }

  private static SubstInputs inputs(
      Optional<String> decorate,
      Optional<String> describe,
      Optional<String> mailmap,
      Map<String, String> given) {
    return new SubstInputs(Optional.empty(), decorate, describe, mailmap, given);
  }

  @Test
  void anIdThatNeededMoreDigitsHasThem() {
    Abbreviation ids = Abbreviation.parse("5,abcdef,abc1234").orElseThrow();

    assertThat(ids.of(Oid.fromHex("abcde" + "f".repeat(35)))).isEqualTo("abcdef");
    assertThat(ids.of(Oid.fromHex("abcde" + "0".repeat(35)))).isEqualTo("abcde");
    assertThat(ids.of(Oid.fromHex("abc12345" + "0".repeat(32)))).isEqualTo("abc1234");
    assertThat(Abbreviation.of(64).of(Oid.fromHex("a".repeat(40)))).isEqualTo("a".repeat(40));
    assertThat(ids).hasToString("5,abc1234,abcdef");
  }

  private static Recipe randomRecipe(Random random) {
    Profile[] profiles = Profile.values();
    SubstInputs subst =
        new SubstInputs(
            random.nextBoolean() ? Optional.empty() : Optional.of(randomAbbreviation(random)),
            randomLine(random),
            randomLine(random),
            randomText(random),
            randomText(random).map(text -> Map.of("%cr", text, "%G?", "")).orElse(Map.of()));
    TarRecipe tar =
        new TarRecipe(
            profiles[random.nextInt(profiles.length)],
            randomBytes(random),
            random.nextBoolean() ? Umask.GIT : new Umask(random.nextInt(01000)),
            subst,
            List.of());
    ReservedEngine[] engines = ReservedEngine.values();
    ReservedEngine engine = engines[random.nextInt(engines.length)];
    int level = engine.minLevel() + random.nextInt(engine.maxLevel() - engine.minLevel() + 1);
    return new Recipe(
        tar, random.nextBoolean() ? Optional.empty() : Optional.of(Compressor.of(engine, level)));
  }

  /** Half of it UTF-8 of any length, half of it any bytes; no NUL. */
  private static ByteString randomBytes(Random random) {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      bytes = randomCodePoints(random).getBytes(StandardCharsets.UTF_8);
    }
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == 0 ? (byte) '"' : bytes[i];
    }
    return ByteString.of(bytes);
  }

  private static Abbreviation randomAbbreviation(Random random) {
    int length = 4 + random.nextInt(61);
    return random.nextBoolean() || length > 50
        ? Abbreviation.of(length)
        : new Abbreviation(length, List.of("a".repeat(length + 1), "b" + "0".repeat(length)));
  }

  private static Optional<String> randomLine(Random random) {
    return randomText(random).filter(SubstInputs::isLine);
  }

  private static Optional<String> randomText(Random random) {
    String text = randomCodePoints(random);
    return random.nextBoolean() || !SubstInputs.isText(text) ? Optional.empty() : Optional.of(text);
  }

  private static String randomCodePoints(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int bits = 6 + random.nextInt(15);
      int codePoint = 1 + random.nextInt(Math.min(0x10ffff, 1 << bits));
      if (codePoint < 0xd800 || codePoint > 0xdfff) {
        text.appendCodePoint(codePoint);
      }
    }
    return text.toString();
  }
}
