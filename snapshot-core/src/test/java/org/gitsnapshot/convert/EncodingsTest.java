package org.gitsnapshot.convert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarContents;
import org.gitsnapshot.testing.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every known encoding against iconv, for every code point, and every name against git. Of the
 * planes that only Unicode's encodings have anything of, one in 16 is tried, and all of them with
 * {@code -Dsnapshot.long=true}.
 */
class EncodingsTest {
  private static final int CODE_POINTS = 0x110000;
  private static final int FIRST_EMPTY_PLANE = 0x30000;
  private static final int STEP = Boolean.getBoolean("snapshot.long") ? 1 : 16;

  @TempDir Path directory;

  /** One name of each encoding. */
  static List<String> encodings() {
    Map<Encoding, String> names = new LinkedHashMap<>();
    new TreeMap<>(Encodings.all()).forEach((name, encoding) -> names.putIfAbsent(encoding, name));
    List<String> all = new ArrayList<>(names.values());
    // What git makes of two of the Unicode ones is no encoding of iconv.
    all.removeIf(name -> name.endsWith("-BOM"));
    return all;
  }

  @Test
  void theJdkHasWhatEveryKnownEncodingNeeds() {
    assertThat(encodings()).hasSize(56);
  }

  /**
   * What has a place in the encoding is encoded as iconv does, all of it in one file; of the rest
   * iconv, told to go on, writes nothing.
   */
  @ParameterizedTest
  @MethodSource("encodings")
  void everyCodePointIsEncodedAsIconvDoes(String name) throws IOException {
    Encoding encoding = Encodings.named(name).orElseThrow();
    StringBuilder can = new StringBuilder();
    StringBuilder cannot = new StringBuilder();
    Encoding.Encoder encoder = encoding.newEncoder();
    for (int c = 0; c < CODE_POINTS; c += c < FIRST_EMPTY_PLANE ? 1 : STEP) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        (canEncode(encoder, c) ? can : cannot).appendCodePoint(c);
      }
    }
    Tool tool = new Tool(directory);
    byte[] encoded = tool.run(utf8(can), "iconv", "-f", "UTF-8", "-t", name);
    assertThat(encode(encoding, can.toString()).orElseThrow().equals(ByteString.of(encoded)))
        .isTrue();
    if (cannot.length() > 0) {
      Files.write(directory.resolve("cannot"), utf8(cannot));
      String command = "iconv -c -f UTF-8 -t '" + name + "' cannot || :";
      assertThat(tool.run(null, "sh", "-c", command)).isEmpty();
    }
  }

  /** A name that iconv does not know would leave the file as it is. */
  @Test
  void everyNameIsKnownToGitInEitherCase() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Map<String, String> texts = new TreeMap<>();
    List<Item> items = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    int number = 0;
    for (String name : new TreeMap<>(Encodings.all()).keySet()) {
      for (String written : List.of(name, name.toLowerCase(Locale.ROOT))) {
        String file = "f" + number++;
        texts.put(file, written);
        lines.append(file).append(" working-tree-encoding=").append(written).append('\n');
        items.add(new Item("100644", file, repository.blob(sample(name))));
      }
    }
    items.add(new Item("100644", ".gitattributes", repository.blob(lines.toString())));
    Oid commit = repository.commit(repository.tree(items));
    repository.flush();
    Map<String, byte[]> git = TarContents.files(GitArchive.of(repository, commit, ""));
    Map<String, byte[]> our;
    try (OurArchive ours = new OurArchive(repository)) {
      our = TarContents.files(ours.of(commit, ByteString.EMPTY));
    }
    texts.forEach(
        (file, name) ->
            assertThat(our.get(file)).as(name).isEqualTo(requireNonNull(git.get(file))));
    assertThat(texts).hasSizeGreaterThan(300);
  }

  /** A text that the encoding has and that is not the same in UTF-8, and a tag character. */
  private static String sample(String name) {
    Encoding encoding = Encodings.named(name).orElseThrow();
    StringBuilder sample = new StringBuilder("a\udb40\udc41");
    for (int c = 0x80; c < 0xffff && sample.length() < 40; c++) {
      if (!Character.isSurrogate((char) c) && canEncode(encoding.newEncoder(), c)) {
        sample.append((char) c);
      }
    }
    return sample.toString();
  }

  private static boolean canEncode(Encoding.Encoder encoder, int codePoint) {
    CharBuffer text = CharBuffer.wrap(Character.toChars(codePoint));
    ByteBuffer unused = encoder.encode(text);
    return !text.hasRemaining();
  }

  private static Optional<ByteString> encode(Encoding encoding, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EncodingStage stage = new EncodingStage(encoding, out);
    byte[] bytes = utf8(text);
    try {
      stage.write(bytes, 0, bytes.length);
      stage.finish();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return stage.failed() ? Optional.empty() : Optional.of(ByteString.of(out.toByteArray()));
  }

  private static byte[] utf8(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
