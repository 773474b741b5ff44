package org.gitsnapshot.split;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteOrderMark;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.output.PlainFile;
import org.gitsnapshot.report.SplitReport.DistFile;

/**
 * The files that are divided.
 *
 * @param directory where they are
 * @param files in the order of their names' bytes, no two of one name
 */
record Distfiles(Path directory, List<DistFile> files) {
  private static final Pattern SIZE_AND_NAME = Pattern.compile("([0-9]{1,18})[ \\t]+(?:\\./)?(.+)");
  private static final Pattern CHECKSUM =
      Pattern.compile("(?s)(?:\\s*#[^\\n]*\\n|\\s*\\n)*\\\\?[0-9a-fA-F]{64} .*");

  /**
   * Reads what there is.
   *
   * @param input as {@link org.gitsnapshot.request.SplitRequest#input}
   * @throws InvalidInputException if it is none of these, or a name is not one for a medium
   * @throws UnavailableException if it or, with a checksum list, one of its files cannot be read
   */
  static Distfiles read(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      Path parent = input.toAbsolutePath().getParent();
      return new Distfiles(parent == null ? Path.of("") : parent, files(input));
    }
    for (String list : List.of(MirrorManifest.FILE_NAME, MirrorLists.CHECKSUMS)) {
      if (Files.exists(input.resolve(list))) {
        PlainFile.check(input.resolve(list));
        return new Distfiles(input, files(input.resolve(list)));
      }
    }
    throw new InvalidInputException(
        input + " has neither " + MirrorManifest.FILE_NAME + " nor " + MirrorLists.CHECKSUMS,
        "make the list first: sha256sum * > SHA256SUMS");
  }

  private static List<DistFile> files(Path list) throws IOException {
    byte[] bytes = bytes(list);
    String text = new String(bytes, StandardCharsets.UTF_8);
    TreeMap<ByteString, DistFile> byName = new TreeMap<>();
    if (text.stripLeading().startsWith("{")) {
      for (MirrorFile file : MirrorManifestJson.parse(list.toString(), bytes).files()) {
        byName.put(
            ByteString.utf8(file.name()),
            new DistFile(file.name(), file.size(), Optional.of(file.sha256())));
      }
    } else if (CHECKSUM.matcher(text.substring(0, Math.min(text.length(), 1 << 16))).matches()) {
      Map<ByteString, Digest> digests =
          ChecksumList.parse(list.toString(), DigestAlgorithm.SHA256, bytes).entries();
      for (Map.Entry<ByteString, Digest> entry : digests.entrySet()) {
        String name = plain(new Position(list.toString(), 1, 1), entry.getKey().display());
        long size = sizeOf(list.resolveSibling(name));
        byName.put(entry.getKey(), new DistFile(name, size, Optional.of(entry.getValue())));
      }
    } else {
      sizes(list.toString(), ByteOrderMark.passedOver(text), byName);
    }
    if (byName.isEmpty()) {
      throw new InvalidInputException(
          list + " names no files", "make the list first: sha256sum * > SHA256SUMS");
    }
    return new ArrayList<>(byName.values());
  }

  private static void sizes(String source, String text, Map<ByteString, DistFile> byName)
      throws InvalidInputException {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Position position = new Position(source, number, 1);
      Matcher words = SIZE_AND_NAME.matcher(line.stripTrailing());
      if (!words.matches()) {
        throw new InvalidInputException(
            position,
            "not a size and a name",
            "a list is a mirror's manifest, a checksum list, or lines of a size and a name");
      }
      String name = plain(position, words.group(2));
      DistFile file = new DistFile(name, Long.parseLong(words.group(1)), Optional.empty());
      DistFile before = byName.put(ByteString.utf8(name), file);
      if (before != null && before.size() != file.size()) {
        throw new InvalidInputException(position, name + " is there with another size", null);
      }
    }
  }

  private static String plain(Position position, String name) throws InvalidInputException {
    if (!MirrorFile.isPlainName(name)) {
      throw new InvalidInputException(
          position,
          "not a name for a file of a medium: " + name.replaceAll("\\p{Cntrl}", "?"),
          "a name has no slash, no backslash, no control character and no dot first, and is not that of"
              + " a list");
    }
    return name;
  }

  private static long sizeOf(Path file) throws UnavailableException {
    try {
      BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
      if (!kind.isRegularFile()) {
        throw new UnavailableException(file + " is no plain file", "take it out of the list");
      }
      return kind.size();
    } catch (UnavailableException odd) {
      throw odd;
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "the size of " + file + " is not known: there is no such file",
          "a checksum list stands beside its files; a mirror's manifest.json has the sizes",
          unreadable);
    }
  }

  private static byte[] bytes(Path list) throws IOException {
    try {
      if (Files.size(list) > MirrorManifestJson.MAX_BYTES) {
        throw new LimitExceededException(
            list + " has more than " + (MirrorManifestJson.MAX_BYTES >> 20) + " MiB",
            "a list of distfiles is shorter");
      }
      return Files.readAllBytes(list);
    } catch (NoSuchFileException absent) {
      throw new UnavailableException("there is no file " + list, null, absent);
    }
  }
}
