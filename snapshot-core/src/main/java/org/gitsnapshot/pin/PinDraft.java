package org.gitsnapshot.pin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.recipe.Abbreviation;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.Removal;
import org.gitsnapshot.recipe.Umask;
import org.jspecify.annotations.Nullable;

/** What one table of a pin file says, before the preset fills the gaps. */
final class PinDraft {
  /** A compressor and where it is written. */
  record Placed(Compressor compressor, Position position) {}

  /** What a pin makes that does not say. */
  static final List<Format> DEFAULT_FORMATS = List.of(Format.TAR_GZ);

  final Position position;

  @Nullable String name;
  @Nullable List<String> urls;
  @Nullable Oid commit;
  @Nullable String ref;
  @Nullable Preset like;
  @Nullable Position likePosition;
  List<Format> formats = DEFAULT_FORMATS;
  @Nullable ByteString prefix;
  @Nullable Profile profile;
  Umask umask = Umask.GIT;

  /** The one compressor of a pin with one compressed format, given without a format. */
  @Nullable Placed onlyCompressor;

  final Map<Format, Placed> compressors = new EnumMap<>(Format.class);
  @Nullable Abbreviation abbrev;
  @Nullable Position abbrevPosition;
  @Nullable String decorate;
  @Nullable String describe;
  @Nullable String mailmap;
  final Map<String, String> given = new TreeMap<>();
  final List<Removal> removals = new ArrayList<>();
  final Map<Format, Map<DigestAlgorithm, Digest>> expected = new EnumMap<>(Format.class);

  /** Where the last digest of each format is written. */
  final Map<Format, Position> expectedPositions = new EnumMap<>(Format.class);

  PinDraft(Position position) {
    this.position = position;
  }
}
