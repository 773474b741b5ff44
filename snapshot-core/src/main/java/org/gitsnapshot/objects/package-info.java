/**
 * Git objects read from a repository and rehashed on the way. Start at {@link
 * org.gitsnapshot.objects.ObjectStore}.
 */
@NullMarked
package org.gitsnapshot.objects;

import org.jspecify.annotations.NullMarked;
