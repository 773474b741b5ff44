/**
 * Everything besides the commit that decides the bytes. Start at {@link
 * org.gitsnapshot.recipe.Recipe}.
 */
@NullMarked
package org.gitsnapshot.recipe;

import org.jspecify.annotations.NullMarked;
