package org.gitsnapshot.codec.deflate;

/**
 * The engine {@code zlib}: the bytes of zlib in a gzip frame.
 *
 * <p>Equal to zlib 1.1.4 to 1.3 with a window of 32 KiB and a memory level of 8, given its input
 * without a pause: what {@code git archive --format=tar.gz} writes since git 2.38, and Python's
 * {@code gzip.compress(data, level, mtime=0)} up to the byte that names the system. Levels are 1 to
 * 9, the default is 6.
 *
 * <p>zlib's window can slide one byte earlier than it would if the bytes it was given so far end
 * 65,274 to 65,535 bytes into its buffer. Git gives it 10,240 bytes at a time, and the buffer
 * slides by 32 KiB, so what it has always ends at a multiple of 512, and never there.
 *
 * <p>With more than one thread, levels 4 to 9 are packed in parallel, to the same bytes; what
 * levels 1 to 3 can match depends on all that came before, so they use one thread.
 *
 * <p>Immutable and thread-safe. The format is RFC 1952; the choices within it were found by
 * comparing with the library.
 */
public final class Zlib extends DeflateEngine {
  /** Creates the engine. */
  public Zlib() {
    super("zlib", Dialect.ZLIB);
  }
}
