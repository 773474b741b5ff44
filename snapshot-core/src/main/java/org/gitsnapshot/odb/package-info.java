/**
 * Objects straight from the files of a git object database: packs with their indexes, and loose
 * objects.
 *
 * <p>Start at {@link org.gitsnapshot.odb.ObjectFiles}. What is given out is not proved: who asks
 * computes its id. What is not there, is damaged, is long, or is stored in a way that is seldom
 * seen is not given out, and nothing is said of why: a library that reads all there is does both.
 * But where the process may open no more files, that is said, since the library could not either.
 *
 * <p>The formats are gitformat-pack(5) and, for loose objects, a zlib stream of {@code <type>
 * <size>}, a zero byte and the object's bytes.
 */
@NullMarked
package org.gitsnapshot.odb;

import org.jspecify.annotations.NullMarked;
