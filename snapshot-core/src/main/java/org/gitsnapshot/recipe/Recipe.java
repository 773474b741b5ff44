package org.gitsnapshot.recipe;

import java.util.Optional;

/**
 * Everything besides the commit that decides the bytes of one file.
 *
 * @param tar what decides the raw tar
 * @param compressor what compresses it, or nothing for the raw tar itself
 */
public record Recipe(TarRecipe tar, Optional<Compressor> compressor) {}
