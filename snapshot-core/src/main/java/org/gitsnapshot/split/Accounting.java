package org.gitsnapshot.split;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.request.SplitRequest;

/**
 * What a file takes on a medium: whole blocks, something for each name, and its line in the
 * medium's checksum list.
 */
final class Accounting {
  /** Two spaces and a line end. */
  private static final int LINE = 64 + 2 + 1;

  private static final int TAR_BLOCK = 512;
  private static final int TAR_RECORD = 20 * TAR_BLOCK;

  /** A pax header with the name and the target of a link that are too long for the fields. */
  private static final long PAX = 3 * TAR_BLOCK;

  private static final int TAR_NAME = 100;

  private final SplitRequest.Space space;
  private final boolean tar;
  private final boolean listed;
  private final long block;

  /**
   * Creates it.
   *
   * @param tar whether a medium holds one tar and nothing else
   * @param listed whether a medium has a checksum list
   */
  Accounting(SplitRequest.Space space, boolean tar, boolean listed) {
    this.space = space;
    this.tar = tar;
    this.listed = listed;
    this.block = tar ? TAR_BLOCK : space.block();
  }

  /** Returns the bytes that files and their lines can take. */
  long capacity() throws InvalidInputException {
    long room = space.size() - space.reserve();
    if (tar) {
      room = room / TAR_RECORD * TAR_RECORD - 2 * TAR_BLOCK;
    }
    room -= fixed();
    if (room < 1) {
      throw new InvalidInputException(
          "a medium has no room for files beside its list and what is reserved",
          "give a larger --size or a smaller --reserve");
    }
    return room;
  }

  /** Returns what the list takes besides its lines: they may begin a block. */
  long fixed() {
    return listed ? perName("SHA256SUMS") + block - 1 : 0;
  }

  /** Returns what cannot be divided: contents with all their names, or each name by itself. */
  List<Item> items(List<DistFile> files, Needs needs) {
    Map<String, List<DistFile>> contents = new TreeMap<>();
    for (DistFile file : files) {
      Optional<String> content =
          space.copies() ? Optional.empty() : file.sha256().map(sha256 -> sha256.hex());
      contents
          // A name is not as long as a digest, or has no colon before it.
          .computeIfAbsent(
              content.map(hex -> "sha256:" + hex).orElse(file.name()), c -> new ArrayList<>())
          .add(file);
    }
    List<Item> items = new ArrayList<>();
    for (List<DistFile> names : contents.values()) {
      int need = names.stream().mapToInt(file -> needs.of(file.name())).min().orElse(Item.ANY);
      items.add(new Item(names, cost(names), need));
    }
    return items;
  }

  private long cost(List<DistFile> names) {
    long cost = (names.get(0).size() + block - 1) / block * block;
    for (DistFile file : names) {
      cost += perName(file.name());
      if (listed) {
        cost += LINE + file.name().getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return cost;
  }

  private long perName(String name) {
    if (!tar) {
      return space.perFile();
    }
    boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= TAR_NAME;
    return fits ? TAR_BLOCK : TAR_BLOCK + PAX;
  }
}
