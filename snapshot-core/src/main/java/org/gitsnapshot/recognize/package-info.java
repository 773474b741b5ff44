/**
 * Which engine made a compressed file, found by making it again. Start at {@link
 * org.gitsnapshot.recognize.EngineSearch}.
 */
@NullMarked
package org.gitsnapshot.recognize;

import org.jspecify.annotations.NullMarked;
