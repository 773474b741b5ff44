package org.gitsnapshot.compare;

import com.google.common.io.ByteStreams;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.output.Spool;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;
import org.jspecify.annotations.Nullable;

/**
 * The contents of some files of a side, read a second time; those of a tar are kept in a temporary
 * file meanwhile.
 */
final class Contents implements Closeable {
  private final Map<Item, Path> files;

  /** Items are the same only if they are one. */
  private final Map<Item, Long> places = new HashMap<>();

  private final @Nullable Path spool;

  private Contents(Map<Item, Path> files, @Nullable Path spool) {
    this.files = files;
    this.spool = spool;
  }

  static Contents read(LoadedSide side, Collection<Item> wanted) throws IOException {
    if (!side.hasBytes()) {
      return new Contents(side.files(), null);
    }
    Path spool = Spool.file(".contents");
    Contents contents = new Contents(Map.of(), spool);
    try {
      contents.fill(side, wanted, spool);
      return contents;
    } catch (IOException | RuntimeException e) {
      contents.close();
      throw e;
    }
  }

  private void fill(LoadedSide side, Collection<Item> wanted, Path path) throws IOException {
    Set<Item> missing = new HashSet<>();
    wanted.forEach(item -> missing.add(item.content));
    List<Item> items = side.inventory().map(Inventory::items).orElse(List.of());
    try (InputStream in = side.openRaw();
        OutputStream out = Spool.open(path)) {
      TarReader reader = new TarReader(in);
      long position = 0;
      int index = 0;
      TarMember member = missing.isEmpty() ? null : reader.next();
      while (member != null && index < items.size()) {
        Item item = items.get(index++);
        if (missing.remove(item)) {
          reader.copyContent(out);
          places.put(item, position);
          position += item.size;
        }
        member = missing.isEmpty() ? null : reader.next();
      }
    }
  }

  /** Opens the content of a file that was asked for. */
  InputStream open(Item item) throws IOException {
    Item content = item.content;
    Path file = files.get(content);
    if (file != null) {
      return Files.newInputStream(file);
    }
    Long place = places.get(content);
    if (spool == null || place == null) {
      throw new IllegalStateException("the content was not asked for");
    }
    FileChannel channel = FileChannel.open(spool);
    return ByteStreams.limit(Channels.newInputStream(channel.position(place)), content.size);
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      boolean unused = Files.deleteIfExists(spool);
    }
  }
}
