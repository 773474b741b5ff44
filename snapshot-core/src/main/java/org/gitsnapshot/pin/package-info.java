/** Pin files in and out. Start at {@link org.gitsnapshot.pin.PinFile}. */
@NullMarked
package org.gitsnapshot.pin;

import org.jspecify.annotations.NullMarked;
