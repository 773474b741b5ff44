/**
 * bzip2, with the bytes of bzip2 1.0.8.
 *
 * <p>Start at {@link org.gitsnapshot.codec.bzip2.Bzip2}. A stream goes through these stages, each
 * in classes of its own:
 *
 * <ol>
 *   <li>fill: bytes to blocks, {@code BlockFiller} with {@code BlockCrc}: runs are shortened, and a
 *       block that is full goes on;
 *   <li>sort: a block to the last column of its sorted rotations, {@code BlockSorter};
 *   <li>front: that column to symbols, {@code MoveToFront};
 *   <li>code: symbols to bits, {@code BlockCoder} with {@code CodingTables} and {@code
 *       CodeLengths};
 *   <li>place: the bits of all blocks one behind the other, {@code StreamWriter}.
 * </ol>
 *
 * <p>The first and the last run on the caller's thread, the others on any number of threads, a
 * block each: {@code SerialBlocks} and {@code ParallelBlocks}.
 *
 * <p>The format has no standard; what is kept here is what the program gives.
 */
@NullMarked
package org.gitsnapshot.codec.bzip2;

import org.jspecify.annotations.NullMarked;
