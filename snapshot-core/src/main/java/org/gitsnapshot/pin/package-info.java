/**
 * Pin files in and out. Start at {@link org.gitsnapshot.pin.PinFile}.
 *
 * <p>Reading goes from bytes to text ({@code PinFile}), from text to tables ({@code TomlText}),
 * from a table to what it says ({@code PinTable}, {@code PinDraft}), and from there to what it
 * means once the preset has filled the gaps ({@code PinDefaults}). Only this package knows TOML.
 */
@NullMarked
package org.gitsnapshot.pin;

import org.jspecify.annotations.NullMarked;
