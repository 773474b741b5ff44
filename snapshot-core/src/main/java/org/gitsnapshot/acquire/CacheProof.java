package org.gitsnapshot.acquire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;

/**
 * Whether every pack, loose object and ref of a repository of the cache still is what it was. All
 * of it is read, so this is asked only once something has failed that damage may be the reason of,
 * and of what was found sound not again.
 */
final class CacheProof {
  private static final Pattern FIRST_OF_ID = Pattern.compile("[0-9a-f]{2}");
  private static final Pattern REST_OF_ID = Pattern.compile("[0-9a-f]{38}");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern PACKED_REF =
      Pattern.compile("(?s)#.*|[0-9a-f]{40} .+|\\^[0-9a-f]{40}");

  /** The repositories that this process has found sound. */
  private static final Set<Found> SOUND = ConcurrentHashMap.newKeySet();

  /** A repository, and which packs it had. */
  private record Found(Path repository, List<Path> packs) {}

  private final Path repository;

  private CacheProof(Path repository) {
    this.repository = repository;
  }

  /**
   * Returns whether a repository is sound. Another process may write to it meanwhile.
   *
   * @throws IOException if it is the machine that does not let it be read
   */
  static boolean isSound(Path repository) throws IOException {
    try {
      return new CacheProof(repository).isSound();
    } catch (IOException | UncheckedIOException unreadable) {
      return CacheDamage.notSound(unreadable);
    }
  }

  private boolean isSound() throws IOException {
    Found found = new Found(repository.toAbsolutePath(), packs());
    if (SOUND.contains(found)) {
      return true;
    }
    boolean sound =
        CacheCheck.looksReadable(repository)
            && found.packs.stream().allMatch(CacheProof::hasItsDigest)
            && looseObjects().stream().allMatch(CacheProof::isItsObject)
            && refs().stream().allMatch(ref -> hasLines(ID, 1, ref))
            && hasLines(PACKED_REF, 0, repository.resolve("packed-refs"))
            && hasLines(ID, 0, repository.resolve("shallow"));
    if (sound) {
      SOUND.add(found);
    }
    return sound;
  }

  /** Returns the packs and their indexes. */
  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("objects/pack"))) {
      return files
          .filter(file -> PackPair.isPack(file) || PackPair.isIndex(file))
          .sorted()
          .toList();
    }
  }

  private List<Path> looseObjects() throws IOException {
    try (Stream<Path> files = Files.walk(repository.resolve("objects"), 2)) {
      return files.filter(CacheProof::isLoose).toList();
    }
  }

  private static boolean isLoose(Path file) {
    Path directory = file.getParent();
    return directory != null
        && FIRST_OF_ID.matcher(String.valueOf(directory.getFileName())).matches()
        && REST_OF_ID.matcher(String.valueOf(file.getFileName())).matches();
  }

  private List<Path> refs() throws IOException {
    try (Stream<Path> files = Files.walk(repository.resolve("refs"))) {
      return files
          .filter(file -> !Files.isDirectory(file) && !CacheFiles.isTemporary(file))
          .toList();
    }
  }

  /** A pack and an index end with the digest of all before. */
  private static boolean hasItsDigest(Path file) {
    MessageDigest digest = sha1();
    int length = digest.getDigestLength();
    try (InputStream in = Files.newInputStream(file)) {
      long left = Files.size(file) - length;
      byte[] bytes = new byte[1 << 16];
      while (left > 0) {
        int read = in.read(bytes, 0, (int) Math.min(left, bytes.length));
        if (read < 0) {
          return false;
        }
        digest.update(bytes, 0, read);
        left -= read;
      }
      return MessageDigest.isEqual(digest.digest(), in.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static boolean isItsObject(Path file) {
    if (!Files.isRegularFile(file)) {
      return false; // To open a pipe would wait for ever.
    }
    MessageDigest digest = sha1();
    byte[] bytes = new byte[1 << 14];
    try (InputStream in =
        new InflaterInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        digest.update(bytes, 0, length);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    String id = Oid.of(digest.digest()).hex();
    return file.endsWith(Path.of(id.substring(0, 2), id.substring(2)));
  }

  /** Returns whether a file has so many such lines or more, and no others, or is not there. */
  private static boolean hasLines(Pattern line, int least, Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return !Files.exists(file);
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      List<String> lines = text.lines().toList();
      return lines.size() >= least && lines.stream().allMatch(line.asMatchPredicate());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance(ObjectFormat.SHA1.jcaName());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-1", impossible);
    }
  }
}
