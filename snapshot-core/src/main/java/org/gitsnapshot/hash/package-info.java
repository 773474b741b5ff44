/**
 * Object ids and digests as values. Start at {@link org.gitsnapshot.hash.Oid} and {@link
 * org.gitsnapshot.hash.Digest}.
 */
@NullMarked
package org.gitsnapshot.hash;

import org.jspecify.annotations.NullMarked;
