package org.gitsnapshot.objects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.hash.Oid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loose objects and packs that no git makes: lengths that lie, bombs, differences of nothing. */
@Timeout(120)
@Tag("one-jvm")
final class HostileObjectsTest {
  private static final Oid ID = Oid.fromHex("deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");

  private final Path objects;
  private final GitRepo repo;

  HostileObjectsTest(@TempDir Path temp) {
    this.repo = GitRepo.init(temp.resolve("repo"));
    this.objects = repo.directory().resolve(".git/objects");
  }

  private static byte[] zip(byte[] bytes) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(zipped)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return zipped.toByteArray();
  }

  private static byte[] zip(String text) {
    return zip(text.getBytes(ISO_8859_1));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Reads it whole, as a tree is, and as a stream, as a file is; both must fail with a message. */
  private void requireRefusal(String what, List<String> wrong) {
    for (boolean whole : new boolean[] {true, false}) {
      try (ObjectStore store = StoredObjects.open(repo.directory(), "ORIGIN");
          ObjectReader reader = store.newReader()) {
        if (whole) {
          byte[] unused = reader.read(ID, ObjectType.BLOB, 1 << 20);
        } else {
          reader.blob(ID).writeTo(OutputStream.nullOutputStream());
        }
        wrong.add(what + ": was believed");
      } catch (CorruptObjectException | LimitExceededException | UnsupportedException expected) {
        if (!expected.getMessage().contains(ID.hex())) {
          wrong.add(what + ": " + expected.getMessage());
        }
      } catch (SnapshotException other) {
        wrong.add(what + ": " + other);
      } catch (IOException | RuntimeException | Error other) {
        wrong.add(what + ": no message for people: " + other);
      }
    }
  }

  @Test
  void looseObjectsThatLieAreDamage() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty", new byte[0]);
    files.put("garbage", "x\234garbage".getBytes(ISO_8859_1));
    files.put("cut off", Arrays.copyOf(zip("blob 500\0" + "x".repeat(500)), 12));
    files.put("no header's end", zip("blob 3" + "x".repeat(100_000)));
    files.put("no type", zip("blorb 3\0abc"));
    files.put("no length", zip("blob \0abc"));
    files.put("negative", zip("blob -3\0abc"));
    files.put("too large for a long", zip("blob 99999999999999999999999999\0abc"));
    files.put("claims 9 GB", zip("blob 9999999999\0abc"));
    files.put("claims 2 GiB", zip("blob 2147483647\0abc"));
    files.put("claims 500 kB", zip("blob 500000\0abc"));
    files.put("is longer", zip("blob 3\0" + "x".repeat(1000)));
    files.put("is a bomb", zip("blob 3\0" + "x".repeat(30_000_000)));
    files.put("is a large bomb", zip("blob 2000000\0" + "x".repeat(30_000_000)));
    files.put("has more behind", join(zip("blob 3\0abc"), new byte[50]));
    files.put("is another", zip("blob 3\0abc"));
    List<String> wrong = new ArrayList<>();
    Path file = objects.resolve(ID.hex().substring(0, 2)).resolve(ID.hex().substring(2));
    Files.createDirectories(file.getParent());
    for (Map.Entry<String, byte[]> one : files.entrySet()) {
      Files.write(file, one.getValue());
      requireRefusal(one.getKey(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  /** An entry's type and size, gitformat-pack(5). */
  private static byte[] head(int type, long size) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    long rest = size >>> 4;
    int c = type << 4 | (int) (size & 15);
    while (rest != 0) {
      head.write(c | 0x80);
      c = (int) (rest & 0x7f);
      rest >>>= 7;
    }
    head.write(c);
    return head.toByteArray();
  }

  private static byte[] number(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while (rest >= 0x80) {
      bytes.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  /** A difference that copies the first bytes of its base, up to 255. */
  private static byte[] delta(long base, long result, int offset, int copied) {
    return join(
        number(base),
        number(result),
        new byte[] {(byte) 0x93, (byte) offset, (byte) (offset >> 8), (byte) copied});
  }

  private static byte[] offset(byte[] delta, int... back) {
    byte[] bytes = new byte[back.length];
    for (int i = 0; i < back.length; i++) {
      bytes[i] = (byte) back[i];
    }
    return join(head(6, delta.length), bytes, zip(delta));
  }

  /** Puts the only pack there; its first object is a blob of 1000 bytes, its second is ours. */
  private void pack(byte[] entry) throws IOException {
    byte[] base = join(head(3, 1000), zip("a".repeat(1000)));
    byte[] blob = ("blob 1000\0" + "a".repeat(1000)).getBytes(ISO_8859_1);
    Oid baseId = Oid.of(sha1(blob));
    byte[] body = join("PACK\0\0\0\2\0\0\0\2".getBytes(ISO_8859_1), base, entry);
    byte[] pack = join(body, sha1(body));
    boolean baseFirst = baseId.hex().compareTo(ID.hex()) < 0;
    ByteBuffer fan = ByteBuffer.allocate(1024);
    for (int i = 0; i < 256; i++) {
      int n = (baseId.toByteArray()[0] & 0xff) <= i ? 1 : 0;
      fan.putInt(n + ((ID.toByteArray()[0] & 0xff) <= i ? 1 : 0));
    }
    byte[][] one = {baseId.toByteArray(), crc(base), ByteBuffer.allocate(4).putInt(12).array()};
    byte[][] two = {
      ID.toByteArray(), crc(entry), ByteBuffer.allocate(4).putInt(12 + base.length).array()
    };
    byte[][] first = baseFirst ? one : two;
    byte[][] second = baseFirst ? two : one;
    byte[] tables = join(first[0], second[0], first[1], second[1], first[2], second[2], sha1(body));
    byte[] index = join("\377tOc\0\0\0\2".getBytes(ISO_8859_1), fan.array(), tables);
    Path folder = objects.resolve("pack");
    try (var old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    Path file = folder.resolve("pack-" + Oid.of(sha1(body)) + ".pack");
    Files.write(file, pack);
    Files.write(Path.of(file.toString().replace(".pack", ".idx")), join(index, sha1(index)));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
  }

  @Test
  void packedObjectsThatLieAreDamage() throws IOException {
    int back = head(3, 1000).length + zip("a".repeat(1000)).length;
    assertThat(back).isLessThan(128);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("longer than it says", join(head(3, 3), zip("x".repeat(100_000))));
    entries.put("shorter than it says", join(head(3, 1_000), zip("x")));
    entries.put("claims 2 PiB", join(head(3, 1L << 51), zip("x")));
    entries.put("type 0", join(head(0, 3), zip("abc")));
    entries.put("type 5", join(head(5, 3), zip("abc")));
    entries.put("not zlib", join(head(3, 3), "garbage".repeat(9).getBytes(ISO_8859_1)));
    entries.put("base before the pack", offset(delta(3, 3, 0, 3), 0xff, 0xff, 0x7f));
    entries.put("copies what is not there", offset(delta(1000, 200, 990, 200), back));
    entries.put("another base", offset(delta(7, 100, 0, 100), back));
    entries.put("claims a TB", offset(delta(1000, 1L << 40, 0, 200), back));
    entries.put("result too short", offset(delta(1000, 10, 0, 200), back));
    entries.put("cut off", offset(Arrays.copyOf(delta(1000, 9, 0, 9), 4), back));
    byte[] change = delta(1000, 9, 0, 9);
    entries.put("differs from itself", join(head(7, change.length), ID.toByteArray(), zip(change)));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, byte[]> one : entries.entrySet()) {
      pack(one.getValue());
      requireRefusal(one.getKey(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void looseObjectsThatAreNoFilesAreDamage() throws Exception {
    Path pipe = objects.resolve(ID.hex().substring(0, 2)).resolve(ID.hex().substring(2));
    Files.createDirectories(pipe.getParent());
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    List<String> wrong = new ArrayList<>();
    requireRefusal("a pipe", wrong);
    assertThat(wrong).isEmpty();
  }
}
