/**
 * Tarballs made from other tarballs, so that anybody can see what was done. Start at {@link
 * org.gitsnapshot.derive.CleanFile} and {@link org.gitsnapshot.derive.ProveDerivation}.
 */
@NullMarked
package org.gitsnapshot.derive;

import org.jspecify.annotations.NullMarked;
