/**
 * Reads deflate: zlib streams, as git packs are made of them.
 *
 * <p>Start at {@link org.gitsnapshot.codec.inflate.FastInflater}, which takes the place of the
 * JDK's {@code Inflater}. Bits come from {@code BitInput}; {@code DeflateDecoder} goes from block
 * to block, {@code CodeLengths} reads what codes a block has, {@code DecodingTable} makes them
 * quick to look up, and {@code SymbolDecoder} does what takes the time, literals and matches.
 *
 * <p>The format is RFC 1951 (deflate) and RFC 1950 (zlib). What is malformed is what zlib takes for
 * malformed.
 */
@NullMarked
package org.gitsnapshot.codec.inflate;

import org.jspecify.annotations.NullMarked;
