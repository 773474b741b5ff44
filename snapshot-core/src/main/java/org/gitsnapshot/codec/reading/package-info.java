/**
 * Reading compressed files of any engine. Start at {@link
 * org.gitsnapshot.codec.reading.Decompression}.
 */
@NullMarked
package org.gitsnapshot.codec.reading;

import org.jspecify.annotations.NullMarked;
