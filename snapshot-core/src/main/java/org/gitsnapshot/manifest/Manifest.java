package org.gitsnapshot.manifest;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.recipe.TarRecipe;

/**
 * What one snapshot is and what came out: enough to make it again and to know that it is the same.
 *
 * <p>Nothing of the machine or the moment is in it, so two who made the same snapshot with the same
 * version have equal manifests. {@link ManifestJson} writes and reads it.
 *
 * @param tool what made it
 * @param name the pin's name
 * @param urls the pin's URLs, at least one
 * @param ref the reference as the pin has it, if it does
 * @param commit the commit
 * @param tree the commit's tree
 * @param committerTime the commit's committer time, in seconds since 1970
 * @param entryCount how many entries the tar has
 * @param plainUstar whether the tar can be unpacked by tools that know ustar and nothing newer
 * @param notes what a user should know, in a fixed order without repeats
 * @param tar the raw tar, whether or not it is among the files
 * @param files the files made, by name
 * @param clean what the raw tar was before, if the recipe deletes from it
 * @param identities what other tools call the content, if the build was asked for it
 */
public record Manifest(
    Tool tool,
    String name,
    List<String> urls,
    Optional<String> ref,
    Oid commit,
    Oid tree,
    long committerTime,
    long entryCount,
    boolean plainUstar,
    List<String> notes,
    RawTar tar,
    List<MadeFile> files,
    Optional<Derivation> clean,
    Optional<Identities> identities) {

  /** What the {@code schema} member of the JSON says. */
  public static final String SCHEMA = "git-snapshot/manifest/1";

  /**
   * What made a snapshot.
   *
   * @param name such as {@code git-snapshot}
   * @param version such as {@code 1.0.0}
   */
  public record Tool(String name, String version) {}

  /**
   * The raw tar.
   *
   * @param recipe what decided its bytes, with the inputs of export-subst that were used
   * @param digests its size and digests
   */
  public record RawTar(TarRecipe recipe, FileDigests digests) {}

  /**
   * A file made.
   *
   * @param name its name, without a directory
   * @param recipe what decided its bytes
   * @param digests its size and digests
   */
  public record MadeFile(String name, Recipe recipe, FileDigests digests) {
    /** Returns its format. */
    public Format format() {
      return recipe.format();
    }
  }

  /**
   * Sorts notes and files, and checks that the parts go together.
   *
   * @throws IllegalArgumentException if there is no URL, a count is negative, commit and tree are
   *     ids of different kinds, two files have one name, a file is of another raw tar, a raw tar
   *     among the files has other digests, or what was deleted is told and the recipe deletes
   *     nothing, or the other way round
   */
  public Manifest {
    urls = List.copyOf(urls);
    notes = notes.stream().sorted().distinct().toList();
    files =
        files.stream().sorted(Comparator.comparing(file -> ByteString.utf8(file.name()))).toList();
    check(!urls.isEmpty(), "a manifest has a URL");
    check(entryCount >= 0, "a count is not negative");
    check(commit.format() == tree.format(), "commit and tree are of one repository");
    check(
        clean.isPresent() != tar.recipe().removes().isEmpty(),
        "what was deleted is told just where the recipe deletes");
    Set<String> names = new HashSet<>();
    for (MadeFile file : files) {
      check(names.add(file.name()), "two files are called " + file.name());
      // Mostly one and the same: a record's own equals is linked at its first call, which is slow.
      check(
          Objects.equals(file.recipe().tar(), tar.recipe()),
          file.name() + " is of another raw tar");
      check(
          file.format().compressed() || file.digests().equals(tar.digests()),
          file.name() + " differs from the raw tar");
    }
  }

  /**
   * Creates one without identities, of which nothing was deleted.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public Manifest(
      Tool tool,
      String name,
      List<String> urls,
      Optional<String> ref,
      Oid commit,
      Oid tree,
      long committerTime,
      long entryCount,
      boolean plainUstar,
      List<String> notes,
      RawTar tar,
      List<MadeFile> files) {
    this(
        tool,
        name,
        urls,
        ref,
        commit,
        tree,
        committerTime,
        entryCount,
        plainUstar,
        notes,
        tar,
        files,
        Optional.empty(),
        Optional.empty());
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
