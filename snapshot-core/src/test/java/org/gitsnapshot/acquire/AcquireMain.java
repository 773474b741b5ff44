package org.gitsnapshot.acquire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.ObjectType;

/**
 * Acquires a commit and reads all files at the top of its tree; prints how many bytes they have.
 */
final class AcquireMain {
  private static final int LIMIT = 1 << 20;

  private AcquireMain() {}

  /** Takes the cache, the URL and the commit. */
  public static void main(String[] arguments) throws IOException {
    Oid commit = Oid.fromHex(arguments[2]);
    try (Acquirer acquirer = new Acquirer(AcquireOptions.of(Path.of(arguments[0])));
        ObjectStore store = acquirer.acquire(List.of(arguments[1]), commit, Optional.empty());
        ObjectReader reader = store.newReader()) {
      System.out.println(readAll(reader, commit));
    }
  }

  private static long readAll(ObjectReader reader, Oid commit) throws IOException {
    byte[] bytes = reader.read(commit, ObjectType.COMMIT, LIMIT);
    Oid tree = Oid.fromHex(new String(bytes, 5, 40, StandardCharsets.US_ASCII));
    byte[] entries = reader.read(tree, ObjectType.TREE, LIMIT);
    long total = 0;
    for (int at = 0; at < entries.length; ) {
      while (entries[at] != 0) {
        at++;
      }
      Oid id = Oid.of(entries, at + 1, at + 21);
      at += 21;
      CountingStream counting = new CountingStream();
      reader.blob(id).writeTo(counting);
      total += counting.count;
    }
    return total;
  }

  private static final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      count += length;
    }
  }
}
