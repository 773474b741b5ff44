/**
 * Reading compressed files, whoever made them: gzip with any number of members, xz, bzip2. Start at
 * {@link org.gitsnapshot.codec.reading.Decompression}.
 *
 * <p>What comes out is a function of the format, so libraries do this. There is no zstd: the
 * libraries for it are native code, or reach past the JDK's memory access.
 */
@NullMarked
package org.gitsnapshot.codec.reading;

import org.jspecify.annotations.NullMarked;
