package org.gitsnapshot.torrent;

import com.google.common.io.BaseEncoding;

/** Infohashes as people and links write them. */
final class Hex {
  private static final BaseEncoding LOWER = BaseEncoding.base16().lowerCase();

  private Hex() {}

  static String of(byte[] bytes) {
    return LOWER.encode(bytes);
  }
}
