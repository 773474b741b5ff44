/**
 * Byte strings, the currency of paths and link targets. Start at {@link
 * org.gitsnapshot.io.ByteString}.
 */
@NullMarked
package org.gitsnapshot.io;

import org.jspecify.annotations.NullMarked;
