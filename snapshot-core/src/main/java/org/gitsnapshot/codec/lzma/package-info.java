/**
 * LZMA2, with the bytes of liblzma 5.2 to 5.8.
 *
 * <p>Start at {@link org.gitsnapshot.codec.lzma.Lzma2Encoder}. The format leaves every choice to
 * the encoder; what is kept here is which choices liblzma takes. A stream goes through these
 * stages, each in classes of its own:
 *
 * <ol>
 *   <li>find: what each position repeats, {@code BinaryTree} or {@code HashChain} over a {@code
 *       Window};
 *   <li>parse: matches to symbols, {@code FastParser} or {@code OptimalParser}, the latter with
 *       {@code Paths} and the prices that {@code Model} gives;
 *   <li>code: symbols to bits by adaptive probabilities, {@code SymbolCoder} with {@code Model} and
 *       {@code RangeEncoder};
 *   <li>cut: bits to chunks with headers, {@code Lzma2Encoder}.
 * </ol>
 *
 * <p>The format is that of the LZMA specification and of LZMA2 as the .xz file format describes it.
 */
@NullMarked
package org.gitsnapshot.codec.lzma;

import org.jspecify.annotations.NullMarked;
