package org.gitsnapshot.objects;

import java.util.zip.Inflater;
import org.eclipse.jgit.lib.InflaterCache;
import org.gitsnapshot.codec.inflate.FastInflater;

/**
 * Lets JGit's readers inflate what packs hold with our own decoder.
 *
 * <p>JGit has a few inflaters for all readers of a process, and takes the one that was put back
 * last. Each is an {@code Inflater} like any other, so it does not matter who gets it. Thread-safe.
 */
final class PackInflaters {
  private PackInflaters() {}

  /** Makes it likely that the next reader that inflates does so with our own decoder. */
  static void offer() {
    Inflater next = InflaterCache.get();
    if (!(next instanceof FastInflater)) {
      next.end();
      next = new FastInflater();
    }
    InflaterCache.release(next);
  }
}
