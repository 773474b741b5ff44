package org.gitsnapshot.mirror;

import org.gitsnapshot.manifest.Origin;

/** Where a file came from, in words. */
final class Origins {
  private Origins() {}

  /** Returns a URL, a repository and a reference with {@code ~} between them, or a file's name. */
  static String text(Origin origin) {
    if (origin instanceof Origin.Git git) {
      return git.url() + "~" + git.ref();
    }
    if (origin instanceof Origin.Recompressed recompressed) {
      return recompressed.name();
    }
    Origin.Download download = (Origin.Download) origin;
    return download.from().orElse(download.url());
  }
}
