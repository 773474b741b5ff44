/**
 * Git's pretty formats: what {@code $Format:…$} expands to, from a commit and the state of its
 * repository.
 *
 * <p>Start at {@link org.gitsnapshot.pretty.PrettyFormat}. The rules are those of git-log(1),
 * "PRETTY FORMATS", as {@code git archive} applies them; what is not known stays as it is written.
 */
@NullMarked
package org.gitsnapshot.pretty;

import org.jspecify.annotations.NullMarked;
