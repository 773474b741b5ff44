/**
 * How forges name and pack the archives they make: the presets of {@code like = "…"}. Start at
 * {@link org.gitsnapshot.forge.Preset}.
 *
 * <p>It is a package of its own, below {@code .pin}, because pin files are not the only ones to ask
 * for a preset: so do a command line and the reader of live-bootstrap's sources. It is not part of
 * {@code .recipe} because a recipe is what a preset results in, and knows nothing of URLs.
 */
@NullMarked
package org.gitsnapshot.forge;

import org.jspecify.annotations.NullMarked;
