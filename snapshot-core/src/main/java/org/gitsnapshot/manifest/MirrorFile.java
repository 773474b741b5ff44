package org.gitsnapshot.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.recipe.Recipe;

/**
 * One file of a mirror.
 *
 * @param name its name, see {@link #isPlainName}
 * @param size its size in bytes
 * @param sha256 its SHA-256
 * @param sha512 its SHA-512, where it is known
 * @param recipe what decided its bytes, if they were made from a commit
 * @param tar the raw tar in it, where that is known
 * @param clean what was deleted from the raw tar that the commit makes, if anything was
 * @param plainUstar whether tools that know ustar and nothing newer unpack it, where that is known
 * @param origin where it came from
 * @param blocks the digests of its blocks; none where the file is not longer than one
 */
public record MirrorFile(
    String name,
    long size,
    Digest sha256,
    Optional<Digest> sha512,
    Optional<Recipe> recipe,
    Optional<RawTar> tar,
    Optional<Cleaned> clean,
    Optional<Boolean> plainUstar,
    Origin origin,
    Optional<Blocks> blocks) {

  /** The names that a mirror's own lists have, or may get; in lower case. */
  private static final Set<String> RESERVED =
      Set.of(
          "manifest.json",
          "manifest.json.sig",
          "sha256sums",
          "sha256sums.sig",
          "sha512sums",
          "sha512sums.sig",
          "index.html");

  /** What nearly every file system can hold. */
  private static final int MAX_NAME_BYTES = 255;

  /**
   * The raw tar in a file.
   *
   * @param size its size in bytes
   * @param sha256 its SHA-256
   */
  public record RawTar(long size, Digest sha256) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the size is negative or the digest another algorithm's
     */
    public RawTar {
      check(size >= 0, "a size is not negative");
      check(sha256.algorithm() == DigestAlgorithm.SHA256, "the tar's digest is no sha256");
    }
  }

  /**
   * What was deleted from a raw tar.
   *
   * @param from the raw tar before
   * @param entries how many entries were deleted, at least one
   * @param list the digest of their list, {@link Derivation#listDigest}
   */
  public record Cleaned(RawTar from, long entries, Digest list) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if nothing was deleted or the digest is another algorithm's
     */
    public Cleaned {
      check(entries > 0, "something was deleted");
      check(list.algorithm() == DigestAlgorithm.SHA256, "the list's digest is no sha256");
    }
  }

  /**
   * Checks that the parts go together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public MirrorFile {
    check(isPlainName(name), "not a plain file name: " + displayed(name));
    check(size >= 0, "a size is not negative");
    check(sha256.algorithm() == DigestAlgorithm.SHA256, "sha256 of " + name + " is another digest");
    check(
        sha512.map(digest -> digest.algorithm() == DigestAlgorithm.SHA512).orElse(true),
        "sha512 of " + name + " is another digest");
    check(
        recipe.isEmpty() || origin instanceof Origin.Git,
        name + " has a recipe and was not made from a commit");
    if (blocks.isPresent()) {
      Blocks list = blocks.get();
      check(size > list.size(), name + " is not longer than a block, and has blocks");
      check(
          list.countFor(size) == list.sha256().size(),
          name + " has " + list.countFor(size) + " blocks, not " + list.sha256().size());
    }
  }

  /**
   * Creates one of which nothing was deleted.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public MirrorFile(
      String name,
      long size,
      Digest sha256,
      Optional<Digest> sha512,
      Optional<Recipe> recipe,
      Optional<RawTar> tar,
      Optional<Boolean> plainUstar,
      Origin origin,
      Optional<Blocks> blocks) {
    this(name, size, sha256, sha512, recipe, tar, Optional.empty(), plainUstar, origin, blocks);
  }

  /** Returns a file with what {@link ScannedFile} and its origin say, and nothing else. */
  public static MirrorFile of(String name, ScannedFile scanned, Origin origin) {
    return new MirrorFile(
        name,
        scanned.size(),
        scanned.sha256(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        origin,
        scanned.manifestBlocks());
  }

  /**
   * Returns whether a file of a mirror may have this name: 1 to 255 bytes of UTF-8 without a slash,
   * a backslash, a control character or half a character, that does not begin with a dot and is not
   * the name of one of the mirror's own lists, such as {@code SHA256SUMS}, in any case.
   */
  public static boolean isPlainName(String name) {
    return !name.isEmpty()
        && name.charAt(0) != '.'
        && name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))
        && StandardCharsets.UTF_8.newEncoder().canEncode(name)
        && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
        && !isListName(name);
  }

  /** Returns whether a name is that of one of a mirror's own lists, in any case. */
  public static boolean isListName(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  /** A name from outside may have line ends or be a megabyte long; a message is one line. */
  private static String displayed(String name) {
    String line =
        name.codePoints()
            .limit(MAX_NAME_BYTES)
            .collect(
                StringBuilder::new,
                (text, c) -> text.appendCodePoint(Character.isISOControl(c) ? '\uFFFD' : c),
                StringBuilder::append)
            .toString();
    return "\"" + line + "\"";
  }

  static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
