/** The commands: parse, call the library, print. Start at {@link org.gitsnapshot.cli.Main}. */
@NullMarked
package org.gitsnapshot.cli;

import org.jspecify.annotations.NullMarked;
