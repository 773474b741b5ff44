package org.gitsnapshot.recipe;

import org.gitsnapshot.io.ByteString;

/**
 * Everything besides the commit that decides the raw tar.
 *
 * @param profile whose tar
 * @param prefix put before every path, raw; one that ends in a slash also gets an entry of its own;
 *     any bytes but NUL
 * @param subst what export-subst takes from a repository's state
 */
public record TarRecipe(Profile profile, ByteString prefix, SubstInputs subst) {
  /**
   * Checks the prefix.
   *
   * @throws IllegalArgumentException if there is a NUL in it, which no tar can hold in a name
   */
  public TarRecipe {
    for (int i = 0; i < prefix.length(); i++) {
      if (prefix.at(i) == 0) {
        throw new IllegalArgumentException("a prefix has no NUL: " + prefix);
      }
    }
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
    subst.abbrev().ifPresent(ids -> text.append(" abbrev=").append(ids));
    subst.decorate().ifPresent(refs -> text.append(" decorate=").append(quote(refs)));
    subst.describe().ifPresent(name -> text.append(" describe=").append(quote(name)));
    subst.mailmap().ifPresent(lines -> text.append(" mailmap=").append(quote(lines)));
    subst
        .given()
        .forEach((what, is) -> text.append(' ').append(what).append('=').append(quote(is)));
    return text.toString();
  }

  /** Returns this recipe with other inputs of export-subst. */
  public TarRecipe with(SubstInputs inputs) {
    return new TarRecipe(profile, prefix, inputs);
  }

  private static String quote(String text) {
    return QuotedBytes.quote(ByteString.utf8(text));
  }
}
