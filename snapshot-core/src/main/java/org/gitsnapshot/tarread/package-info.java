/**
 * Reading tars, whoever made them: ustar, pax, GNU, Solaris and the oldest, with what they say of
 * themselves kept as it is written. Start at {@link org.gitsnapshot.tarread.TarReader}.
 *
 * <p>Names stay bytes, raw headers and offsets are handed out, and memory does not grow with the
 * archive. The formats are those of POSIX.1-2017 (pax) and of the manual of GNU tar.
 */
@NullMarked
package org.gitsnapshot.tarread;

import org.jspecify.annotations.NullMarked;
