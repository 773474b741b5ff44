/**
 * What {@code git archive} does to a file's bytes on a machine with nothing configured: {@code
 * $Id$}, line ends, another encoding.
 *
 * <p>Start at {@link org.gitsnapshot.convert.FileConverter}. {@link
 * org.gitsnapshot.convert.Conversions} is what a file's attributes ask for; each conversion is a
 * {@link org.gitsnapshot.convert.Stage}, and they are made in git's order, {@link
 * org.gitsnapshot.convert.IdentStage}, {@link org.gitsnapshot.convert.CrLfStage}, {@link
 * org.gitsnapshot.convert.EncodingStage}.
 */
@NullMarked
package org.gitsnapshot.convert;

import org.jspecify.annotations.NullMarked;
