/**
 * The .xz container around LZMA2, with the bytes of the program xz.
 *
 * <p>Start at {@link org.gitsnapshot.codec.xz.Xz}. {@code Frame} has what is written around blocks,
 * {@code BlockHeader} what begins one, {@code Check} what ends one; {@code SerialXz} writes one
 * block as it comes, {@code ParallelXz} blocks of a fixed size on many threads.
 *
 * <p>The format is that of the .xz file format, version 1.0.4 and later.
 */
@NullMarked
package org.gitsnapshot.codec.xz;

import org.jspecify.annotations.NullMarked;
