/**
 * Deflate in a gzip frame, with the bytes of GNU gzip and of zlib.
 *
 * <p>Start at {@link org.gitsnapshot.codec.deflate.GnuGzip} and {@link
 * org.gitsnapshot.codec.deflate.Zlib}; {@code Dialect} lists all that differs between them. A
 * stream goes through four stages, each in classes of its own:
 *
 * <ol>
 *   <li>parse: bytes to symbols, {@code Parser} with {@code MatchFinder};
 *   <li>split: symbols to blocks, {@code BlockSplitter};
 *   <li>code: a block's Huffman codes and bits, {@code BlockCoder} with {@code HuffmanTree};
 *   <li>place: bits to bytes, {@code BitOutput}.
 * </ol>
 *
 * <p>The format is RFC 1951 (deflate) and RFC 1952 (gzip).
 */
@NullMarked
package org.gitsnapshot.codec.deflate;

import org.jspecify.annotations.NullMarked;
