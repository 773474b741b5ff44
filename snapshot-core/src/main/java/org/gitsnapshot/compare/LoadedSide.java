package org.gitsnapshot.compare;

import com.google.common.io.ByteStreams;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.codec.reading.Decompression;
import org.gitsnapshot.report.ComparedSide;
import org.jspecify.annotations.Nullable;

/**
 * One side, wherever it came from: a file on the disk that can be read again, or a directory.
 *
 * @param name what reports call it
 * @param kind what it is
 * @param file the file; null for a directory
 * @param compressed whether the file is compressed
 * @param temporary whether the file goes away with the comparison
 * @param inventory its entries, if it is an archive or a directory
 * @param files where the files of a directory are
 * @param notes what was left out, or that nothing is in it
 */
record LoadedSide(
    String name,
    ComparedSide.Kind kind,
    @Nullable Path file,
    boolean compressed,
    boolean temporary,
    Optional<Inventory> inventory,
    Map<Item, Path> files,
    Optional<String> notes)
    implements Closeable {

  /** Returns whether it has a raw tar, or for a file that is no archive its bytes. */
  boolean hasBytes() {
    return file != null;
  }

  /** Returns whether the file is more than the raw tar that stands for a commit. */
  boolean hasFile() {
    return file != null && kind != ComparedSide.Kind.COMMIT;
  }

  /** Opens the file as it is. */
  InputStream open() throws IOException {
    if (file == null) {
      throw new IllegalStateException(name + " is a directory");
    }
    return Files.newInputStream(file);
  }

  /** Opens what is in the file once it is decompressed. */
  InputStream openRaw() throws IOException {
    return Decompression.open(open());
  }

  /** Returns a file's content; a compressed file is unpacked up to it. */
  Content content(Item item) {
    Item content = item.content;
    return new Content() {
      @Override
      public long size() {
        return content.size;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        Path own = files.get(content);
        try (InputStream in =
            own != null ? Files.newInputStream(own) : compressed ? openRaw() : open()) {
          in.skipNBytes(own != null ? 0 : content.contentOffset);
          long unused = ByteStreams.limit(in, content.size).transferTo(out);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    if (temporary && file != null) {
      boolean unused = Files.deleteIfExists(file);
    }
  }
}
