/** Compressors as frozen functions of bytes. Start at {@link org.gitsnapshot.codec.Engine}. */
@NullMarked
package org.gitsnapshot.codec;

import org.jspecify.annotations.NullMarked;
