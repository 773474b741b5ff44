package org.gitsnapshot.codec.deflate;

/**
 * The engine {@code gnu-gzip}: the bytes of GNU gzip.
 *
 * <p>Equal to {@code gzip -n -LEVEL} of GNU gzip 1.6 to 1.14 for every input, as that program packs
 * a file. It is what GitHub, GitLab, cgit, gitweb and git before 2.38 make {@code .tar.gz} archives
 * with. Levels are 1 to 9, the default is 6.
 *
 * <pre>{@code
 * try (Encoder gzip = new GnuGzip().open(Files.newOutputStream(file), 6, 2)) {
 *   gzip.write(tar);
 *   gzip.finish();
 * }
 * }</pre>
 *
 * <p>With more than one thread, levels 4 to 9 are packed in parallel, to the same bytes; what
 * levels 1 to 3 can match depends on all that came before, so they use one thread.
 *
 * <p>Immutable and thread-safe. The format is RFC 1952; the choices within it were found by
 * comparing with the program.
 */
public final class GnuGzip extends DeflateEngine {
  /** Creates the engine. */
  public GnuGzip() {
    super("gnu-gzip", Dialect.GNU_GZIP);
  }
}
