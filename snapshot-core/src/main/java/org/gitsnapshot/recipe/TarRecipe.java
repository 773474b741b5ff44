package org.gitsnapshot.recipe;

import org.gitsnapshot.io.ByteString;

/**
 * Everything besides the commit that decides the raw tar.
 *
 * @param profile whose tar
 * @param prefix put before every path, raw; one that ends in a slash also gets an entry of its own
 * @param subst what export-subst takes from a repository's state
 */
public record TarRecipe(Profile profile, ByteString prefix, SubstInputs subst) {
  /** Returns today's git's tar with a prefix and nothing else. */
  public static TarRecipe git(String prefix) {
    return new TarRecipe(Profile.GIT, ByteString.utf8(prefix), SubstInputs.NONE);
  }
}
