/**
 * What is in an archive, apart from how it is written. Start at {@link
 * org.gitsnapshot.archive.Entry}.
 */
@NullMarked
package org.gitsnapshot.archive;

import org.jspecify.annotations.NullMarked;
