package org.gitsnapshot.odb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.fuzz.Tried;
import org.jspecify.annotations.Nullable;

/**
 * Packs, good and bad, beside JGit: what is given out is what JGit reads.
 *
 * <p>Of each object the input has a byte for its type and how much its head lies about its length;
 * for a difference a byte that says to what; a byte for the length of its data, and the data.
 */
public final class PackFuzz {
  private static final int MOST = 16;
  private static final String PACK = "objects/pack/pack-" + "0".repeat(40);
  private static final Path DIRECTORY = makeRepository();

  private final byte[] input;
  private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
  private final int[] offsets = new int[MOST];
  private int at;
  private int count;

  private PackFuzz(byte[] input) {
    this.input = input;
  }

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    PackFuzz fuzz = new PackFuzz(input);
    fuzz.write();
    fuzz.read();
  }

  private static Path makeRepository() {
    try {
      Path directory = Files.createTempDirectory("pack-fuzz");
      Files.createDirectories(directory.resolve("objects/pack"));
      Files.createDirectories(directory.resolve("refs"));
      Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/main\n");
      // What was named last goes first.
      Stream.of("", "HEAD", "refs", "objects", "objects/pack", PACK + ".pack", PACK + ".idx")
          .forEach(name -> directory.resolve(name).toFile().deleteOnExit());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int next() {
    return at < input.length ? input[at++] & 0xff : 0;
  }

  /** Ids are sorted as the objects are. */
  private static byte[] id(int object) {
    byte[] id = new byte[PackIndex.ID];
    id[0] = (byte) (object * 15);
    id[19] = (byte) object;
    return id;
  }

  private void write() throws IOException {
    pack.writeBytes("PACK\0\0\0\2\0\0\0".getBytes(ISO_8859_1));
    pack.write(0);
    while (at < input.length && count < MOST) {
      offsets[count] = pack.size();
      entry();
      count++;
    }
    byte[] body = pack.toByteArray();
    body[11] = (byte) count;
    byte[] sum = sha1(body);
    ByteArrayOutputStream index = new ByteArrayOutputStream();
    index.writeBytes("\377tOc\0\0\0\2".getBytes(ISO_8859_1));
    ByteBuffer numbers = ByteBuffer.allocate(1024 + 8 * MOST);
    for (int first = 0; first < 256; first++) {
      numbers.putInt(Math.min(count, first / 15 + 1));
    }
    index.write(numbers.array(), 0, numbers.position());
    numbers.clear();
    for (int i = 0; i < count; i++) {
      index.writeBytes(id(i));
      numbers.putInt(0);
    }
    for (int i = 0; i < count; i++) {
      numbers.putInt(offsets[i]);
    }
    index.write(numbers.array(), 0, numbers.position());
    index.writeBytes(sum);
    index.writeBytes(sha1(index.toByteArray()));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body);
    whole.writeBytes(sum);
    Files.write(DIRECTORY.resolve(PACK + ".pack"), whole.toByteArray());
    Files.write(DIRECTORY.resolve(PACK + ".idx"), index.toByteArray());
  }

  private void entry() {
    int head = next();
    int type = head & 7;
    int lie = (head >>> 3) > 20 ? (head >>> 3) - 25 : 0;
    int base = type > 5 ? next() : 0;
    int length = next();
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) next();
    }
    int said = Math.max(0, length + lie);
    pack.write((said > 15 ? 0x80 : 0) | type << 4 | (said & 15));
    for (int rest = said >>> 4; rest > 0; rest >>>= 7) {
      pack.write((rest > 0x7f ? 0x80 : 0) | (rest & 0x7f));
    }
    if (type == 6) {
      writeDistance(count == 0 ? base : offsets[count] - offsets[base % count]);
    } else if (type == 7) {
      pack.writeBytes(id(base % (MOST + 1)));
    }
    pack.writeBytes(deflated(data));
  }

  private void writeDistance(int distance) {
    int rest = distance;
    byte[] bytes = new byte[5];
    int from = bytes.length;
    bytes[--from] = (byte) (rest & 0x7f);
    while ((rest >>>= 7) > 0) {
      rest--;
      bytes[--from] = (byte) (0x80 | (rest & 0x7f));
    }
    pack.write(bytes, from, bytes.length - from);
  }

  private static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(1);
    deflater.setInput(data);
    deflater.finish();
    byte[] out = new byte[data.length + 100];
    int length = deflater.deflate(out);
    deflater.end();
    return Arrays.copyOf(out, length);
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private void read() throws IOException {
    try (ObjectFiles files = new ObjectFiles(List.of(DIRECTORY.resolve("objects")));
        ObjectFileReader own = files.newReader();
        Repository repository =
            new FileRepositoryBuilder().setGitDir(DIRECTORY.toFile()).setBare().build();
        ObjectReader theirs = repository.newObjectReader()) {
      for (int i = 0; i <= count; i++) {
        RawObject object = read(own, i);
        if (object == null) {
          continue;
        }
        Tried.check(own.typeOf(id(i)) == object.type(), "another type than the object's");
        ObjectLoader expected = theirs.open(ObjectId.fromRaw(id(i)));
        Tried.checkEqual(object.type(), expected.getType(), "type");
        Tried.checkEqual(object.bytes(), expected.getBytes(), "object " + i);
      }
    }
  }

  private static @Nullable RawObject read(ObjectFileReader reader, int object) {
    try {
      return reader.read(id(object));
    } catch (HostileObjectException circle) {
      Tried.check(circle.toString().contains("one upon the other"), circle.toString());
      return null;
    } catch (UnavailableException noFiles) {
      throw new UncheckedIOException(noFiles);
    }
  }
}
