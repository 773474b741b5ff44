/**
 * From a pin to its files. Start at {@link org.gitsnapshot.build.BuildPin}; {@link
 * org.gitsnapshot.build.Pipeline} is the one pass from a commit to all its forms.
 */
@NullMarked
package org.gitsnapshot.build;

import org.jspecify.annotations.NullMarked;
