package org.gitsnapshot.recipe;

import java.util.List;
import org.gitsnapshot.io.ByteString;

/**
 * Everything besides the commit that decides the raw tar.
 *
 * @param profile whose tar
 * @param prefix put before every path, raw; one that ends in a slash also gets an entry of its own;
 *     any bytes but NUL
 * @param umask which permissions its entries lack
 * @param subst what export-subst takes from a repository's state
 * @param removes patterns of gitignore(5), below the prefix, of what is deleted from the tar that
 *     the rest makes; their order counts, and each matches something
 */
public record TarRecipe(
    Profile profile, ByteString prefix, Umask umask, SubstInputs subst, List<ByteString> removes) {
  /**
   * Copies the list and checks the bytes.
   *
   * @throws IllegalArgumentException if there is a NUL in the prefix or a pattern, which no tar can
   *     hold in a name, or a pattern is none
   */
  public TarRecipe {
    removes = List.copyOf(removes);
    if (prefix.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a prefix has no NUL: " + prefix);
    }
    for (ByteString pattern : removes) {
      if (pattern.isEmpty() || pattern.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("not a pattern: \"" + pattern + "\"");
      }
    }
  }

  /**
   * Creates one with git's own umask that deletes nothing.
   *
   * @throws IllegalArgumentException as the other constructor
   */
  public TarRecipe(Profile profile, ByteString prefix, SubstInputs subst) {
    this(profile, prefix, Umask.GIT, subst, List.of());
  }

  /** Returns today's git's tar with a prefix and nothing else. */
  public static TarRecipe git(String prefix) {
    return new TarRecipe(Profile.GIT, ByteString.utf8(prefix), SubstInputs.NONE);
  }

  /** Returns the canonical text, such as {@code tar git prefix="gnulib-b28236b/"}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("tar ").append(profile.label());
    text.append(" prefix=").append(QuotedBytes.quote(prefix));
    if (!umask.isGits()) {
      text.append(" umask=").append(umask);
    }
    subst.abbrev().ifPresent(ids -> text.append(" abbrev=").append(ids));
    subst.decorate().ifPresent(refs -> text.append(" decorate=").append(quote(refs)));
    subst.describe().ifPresent(name -> text.append(" describe=").append(quote(name)));
    subst.mailmap().ifPresent(lines -> text.append(" mailmap=").append(quote(lines)));
    subst
        .given()
        .forEach((what, is) -> text.append(' ').append(what).append('=').append(quote(is)));
    removes.forEach(pattern -> text.append(" remove=").append(QuotedBytes.quote(pattern)));
    return text.toString();
  }

  /** Returns this recipe with other inputs of export-subst. */
  public TarRecipe with(SubstInputs inputs) {
    return new TarRecipe(profile, prefix, umask, inputs, removes);
  }

  /** Returns this recipe with other patterns of what is deleted. */
  public TarRecipe removing(List<ByteString> patterns) {
    return new TarRecipe(profile, prefix, umask, subst, patterns);
  }

  private static String quote(String text) {
    return QuotedBytes.quote(ByteString.utf8(text));
  }
}
