package org.gitsnapshot.mirror;

import org.gitsnapshot.manifest.Origin;

/** Where a file came from, in words. */
final class Origins {
  private Origins() {}

  /** Returns a URL, or a repository and a reference with {@code ~} between them. */
  static String text(Origin origin) {
    if (origin instanceof Origin.Git git) {
      return git.url() + "~" + git.ref();
    }
    Origin.Download download = (Origin.Download) origin;
    return download.from().orElse(download.url());
  }
}
