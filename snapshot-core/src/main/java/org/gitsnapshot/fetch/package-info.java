/**
 * Files from mirrors that need not be trusted. Start at {@link org.gitsnapshot.fetch.FetchFiles};
 * what is done for one file reads from top to bottom in {@code FileFetch}.
 *
 * <p>A file is made of parts from several mirrors and is right when its digest is. When it is not,
 * block digests or a second division lead to a right one, and only then is a mirror accused: what
 * it sent is compared with the finished file.
 *
 * <p>What came is kept in a hidden file beside the place, with a list of the ranges that are there,
 * which is a hint: after a crash the digest tells whether they are, and if not all is fetched anew.
 * The file is brought to the disk, then the list goes, then the file gets its name.
 */
@NullMarked
package org.gitsnapshot.fetch;

import org.jspecify.annotations.NullMarked;
