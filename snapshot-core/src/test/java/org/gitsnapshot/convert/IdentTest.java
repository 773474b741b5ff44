package org.gitsnapshot.convert;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ident} against git, on every short text of the letters that matter. */
class IdentTest {
  private static final String[] LETTERS = {"$", "Id", ":", " ", "\n", "x"};
  private static final int LONGEST = 6;
  private static final Oid SOME = Oid.fromHex("0123456789abcdef0123456789abcdef01234567");

  @TempDir Path directory;

  /** All in one file for each beginning, parted by line ends, which end whatever has begun. */
  @Test
  void everyShortTextIsWhatGitMakesOfIt() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    List<Item> items = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (String first : LETTERS) {
      for (String second : LETTERS) {
        StringBuilder texts = new StringBuilder();
        collect("$Id" + first + second, LONGEST - 2, texts);
        byte[] content = texts.toString().getBytes(StandardCharsets.US_ASCII);
        items.add(new Item("100644", "f" + contents.size(), repository.blob(content)));
        contents.add(content);
      }
    }
    items.add(new Item("100644", ".gitattributes", repository.blob("f* ident\n")));
    Oid commit = repository.commit(repository.tree(items));
    repository.flush();
    Map<String, byte[]> git = TarContents.files(GitArchive.of(repository, commit, ""));
    for (int i = 0; i < contents.size(); i++) {
      Oid blob = repository.blob(contents.get(i));
      assertThat(ident(blob, contents.get(i), contents.get(i).length))
          .isEqualTo(requireNonNull(git.get("f" + i)));
    }
  }

  private static void collect(String text, int more, StringBuilder texts) {
    texts.append(text).append("\n");
    for (String letter : LETTERS) {
      if (more > 0) {
        collect(text + letter, more - 1, texts);
      }
    }
  }

  @Test
  void itDoesNotMatterHowTheBytesArrive() throws IOException {
    byte[] content =
        "a$Id$b$Id: 1 $$Id: a b$c$Id: x\n$$Id$I$Id:$Id:".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = ident(SOME, content, content.length);
    for (int part = 1; part < content.length; part++) {
      assertThat(ident(SOME, content, part)).isEqualTo(whole);
    }
  }

  @Test
  void aLineThatWouldHaveToBeHeldForTooLongIsRefused() throws IOException {
    byte[] part = new byte[1 << 20];
    Stage stage = new IdentStage(SOME, OutputStream.nullOutputStream());
    stage.write("$Id:".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < IdentStage.MAX_HELD / part.length - 1; i++) {
      stage.write(part);
    }
    assertThatThrownBy(() -> stage.write(part))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(SOME.hex());
  }

  private static byte[] ident(Oid blob, byte[] content, int part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Stage stage = new IdentStage(blob, out);
    for (int at = 0; at < content.length; at += part) {
      stage.write(content, at, Math.min(part, content.length - at));
    }
    stage.finish();
    return out.toByteArray();
  }
}
