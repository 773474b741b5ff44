package org.gitsnapshot.pretty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gitsnapshot.error.UnsupportedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encodings of commits against {@code git archive}. */
class CommitEncodingTest {
  private static final String PERSONS = "author A <a> 1 +0000\ncommitter C <c> 1 +0000\n";
  private static final String FILE = "$Format:%e|%B$ $Format:%H$";
  private static final String NOT_IN_ALL =
      "\u00c3\u00a9$Format:%e|%s$ $Format:%H$ $Format:%xe2%x82%xac%e$";

  @TempDir Path directory;

  @Test
  void everyNameOfEveryEncodingThatIsConvertedMeansWhatItMeansToGit() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    int names = 0;
    for (String line : list()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("-")) {
        continue;
      }
      Charset charset = Charset.forName(words[0]);
      String all = everythingIn(charset);
      // Of a character that is not there, one of several bytes is refused.
      List<String> files = isSingle(charset) ? List.of(FILE, NOT_IN_ALL) : List.of(FILE);
      for (int i = 1; i < words.length; i++) {
        repository.add(PERSONS + "encoding " + words[i] + "\n\n" + all + "\n", files);
        names++;
      }
    }
    assertThat(names).isGreaterThan(200);
    assertSame(repository);
  }

  @Test
  void namesAreTakenAsGitTakesThem() throws IOException {
    FormatRepository repository = new FormatRepository(directory);
    for (String name :
        List.of(
            "latin-1",
            "Latin-1",
            "iso8859-1",
            "ISO-8859-1 ",
            "i s o-8859-1",
            "",
            " ",
            ".",
            "x/y",
            "a b",
            "utf-8",
            "UTF8",
            "utf_8",
            "none",
            "CP12520",
            "UTF-8 ",
            "utf8x")) {
      repository.add(
          PERSONS + "encoding " + name + "\n\n\u00e9t\u00e9 \u00c3\u00a9\n",
          List.of(FILE, NOT_IN_ALL));
    }
    repository.add(PERSONS + "encoding\n\n\u00e9\n", List.of(FILE));
    repository.add(PERSONS + "encoding ISO-8859-1\nencoding KOI8-R\n\n\u00e9\n", List.of(FILE));
    repository.add(PERSONS + "x\n encoding KOI8-R\n\n\u00e9\nencoding KOI8-R\n", List.of(FILE));
    repository.add(PERSONS + "encoding US-ASCII\n\n\u00e9\n", List.of(FILE));
    assertSame(repository);
  }

  @Test
  void anEncodingThatJavaTakesOtherwiseIsRefusedByName() {
    for (String name :
        List.of("UTF-16", "Shift_JIS", "GBK", "UTF-7", "ISO-8859-1//TRANSLIT", "CP1255")) {
      CommitEncoding encoding = CommitEncoding.of(FormatRepository.bytes(name));
      assertThatThrownBy(() -> encoding.toUtf8(new byte[] {'a'}))
          .isInstanceOf(UnsupportedException.class)
          .hasMessageContaining(name);
    }
    CommitEncoding eucJp = CommitEncoding.of(FormatRepository.bytes("EUC-JP"));
    assertThatThrownBy(() -> eucJp.fromUtf8("\u2014".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnsupportedException.class);
    assertThatThrownBy(() -> eucJp.toUtf8(new byte[] {(byte) 0x80}))
        .isInstanceOf(UnsupportedException.class);
  }

  private static List<String> list() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CommitEncoding.class.getResourceAsStream("encodings.txt")),
                StandardCharsets.US_ASCII))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  /** Returns every character of an encoding, in it; of those of two bytes some. */
  private static String everythingIn(Charset charset) {
    List<byte[]> characters = new ArrayList<>();
    for (int i = 0x20; i < 0x100; i++) {
      characters.add(new byte[] {(byte) i});
    }
    for (int i = 0xa1; i < 0xff; i += 3) {
      for (int j = 0xa1; j < 0xff; j++) {
        characters.add(new byte[] {(byte) i, (byte) j});
      }
    }
    StringBuilder all = new StringBuilder();
    for (byte[] character : characters) {
      try {
        String decoded = charset.newDecoder().decode(ByteBuffer.wrap(character)).toString();
        if ((character.length == 1 || !isSingle(charset)) && !"\u2014\u2015".contains(decoded)) {
          all.append(FormatRepository.text(character));
        }
      } catch (CharacterCodingException none) {
        // Not in this encoding.
      }
    }
    return all.toString();
  }

  private static boolean isSingle(Charset charset) {
    return charset.newEncoder().maxBytesPerChar() <= 1;
  }

  private static void assertSame(FormatRepository repository) throws IOException {
    List<FormatRepository.Outcome> outcomes = repository.outcomes();
    assertThat(outcomes).isNotEmpty();
    assertThat(outcomes.stream().filter(outcome -> !outcome.isSame()).toList()).isEmpty();
  }
}
