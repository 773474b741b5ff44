package org.gitsnapshot.convert;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.OurArchive;
import org.gitsnapshot.testing.RawRepository;
import org.gitsnapshot.testing.RawRepository.Item;
import org.gitsnapshot.testing.TarBytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are read several times, since they are too large to be converted in memory. */
@Tag("one-jvm")
class LargeFilesTest {
  private static final int SIZE = (1 << 20) + 5000;

  private static final String[] ATTRIBUTES = {
    "eol=crlf",
    "text=auto eol=crlf",
    "ident",
    "ident eol=crlf",
    "ident text=auto eol=crlf working-tree-encoding=UTF-16",
    "working-tree-encoding=EUC-JP eol=crlf",
    "working-tree-encoding=ISO-8859-1",
    "filter=lfs eol=lf"
  };

  @TempDir Path directory;

  @Test
  void theyAreWhatGitMakesOfThem() throws IOException {
    RawRepository repository = RawRepository.init(directory);
    Random random = new Random(3);
    List<Item> items = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (String attributes : ATTRIBUTES) {
      for (String last : List.of("", "\r", "\u20ac")) {
        String name = "f" + items.size();
        items.add(new Item("100644", name, repository.blob(content(random, last))));
        lines.append(name).append(' ').append(attributes).append('\n');
      }
    }
    items.add(new Item("100644", ".gitattributes", repository.blob(lines.toString())));
    Oid commit = repository.commit(repository.tree(items));
    repository.flush();
    try (OurArchive ours = new OurArchive(repository)) {
      byte[] tar = ours.of(commit, ByteString.EMPTY);
      TarBytes.assertSame("large files", tar, GitArchive.of(repository, commit, ""));
    }
  }

  /** Text, mostly of what all the encodings have, with line ends and idents at any place. */
  private static byte[] content(Random random, String last) {
    String[] pieces = {"word ", "word ", "\n", "$Id$", "$Id: 1 2 $", "$", "\u00b6"};
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (content.size() < SIZE) {
      String piece = pieces[random.nextInt(pieces.length)];
      content.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
    }
    content.writeBytes(last.getBytes(StandardCharsets.UTF_8));
    return content.toByteArray();
  }
}
