package org.gitsnapshot.build;

import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Format;

/**
 * Of what SHA-512 digests are wanted; SHA-256 is always computed.
 *
 * @param ofRawTar of the raw tar, written anywhere or not
 * @param ofFiles of each compressed form
 */
public record Sha512(boolean ofRawTar, boolean ofFiles) {
  /** Of nothing. */
  public static final Sha512 NONE = new Sha512(false, false);

  /** Returns those that a pin promises. */
  public static Sha512 promisedBy(Pin pin) {
    boolean files =
        pin.outputs().keySet().stream().anyMatch(f -> f != Format.TAR && promised(pin, f));
    return new Sha512(promised(pin, Format.TAR), files);
  }

  /** Returns what a manifest records: those of all files, and those that the pin promises. */
  static Sha512 recordedOf(Pin pin) {
    boolean raw = pin.outputs().containsKey(Format.TAR) || promised(pin, Format.TAR);
    return new Sha512(raw, true);
  }

  private static boolean promised(Pin pin, Format format) {
    return pin.expectations(format).promise(DigestAlgorithm.SHA512);
  }
}
