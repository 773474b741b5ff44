/**
 * A file's raw bytes in another compressed form, with the link to the form that upstream published.
 * Start at {@link org.gitsnapshot.recompress.RecompressFile}.
 */
@NullMarked
package org.gitsnapshot.recompress;

import org.jspecify.annotations.NullMarked;
