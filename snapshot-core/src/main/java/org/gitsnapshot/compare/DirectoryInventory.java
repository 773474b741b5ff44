package org.gitsnapshot.compare;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.tarread.TarMember.Kind;

/**
 * The files below a directory: kinds, permission to be executed, contents. Owners and times do not
 * count, and neither does a {@code .git} at the top.
 */
final class DirectoryInventory extends SimpleFileVisitor<Path> {
  private static final String GIT = ".git";

  private final Path root;
  private final List<Item> items = new ArrayList<>();
  private final Map<Item, Path> files = new HashMap<>();
  private final Sha256Sink sink = new Sha256Sink();
  private boolean gitLeftOut;

  private DirectoryInventory(Path root) {
    this.root = root;
  }

  /** Reads a directory; a link to one is followed, and links inside are not. */
  static DirectoryInventory read(Path directory) throws IOException {
    Path root = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory;
    DirectoryInventory inventory = new DirectoryInventory(root);
    Path unused = Files.walkFileTree(root, inventory);
    return inventory;
  }

  Inventory inventory() {
    return Inventory.of(items, null);
  }

  /** Returns where the files are. */
  Map<Item, Path> files() {
    return files;
  }

  boolean gitLeftOut() {
    return gitLeftOut;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    if (leftOut(directory)) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    if (!directory.equals(root)) {
      add(directory, Kind.DIRECTORY, ByteString.EMPTY, 0, false, ByteString.EMPTY);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (leftOut(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      ByteString target = bytes(Files.readSymbolicLink(file));
      add(file, Kind.SYMLINK, target, 0, false, ByteString.EMPTY);
    } else if (attributes.isRegularFile()) {
      long size = Files.copy(file, sink);
      add(file, Kind.FILE, ByteString.EMPTY, size, executable(file), sink.digest());
    } else {
      add(file, Kind.SPECIAL, ByteString.EMPTY, 0, false, ByteString.EMPTY);
    }
    return FileVisitResult.CONTINUE;
  }

  private boolean leftOut(Path path) {
    boolean git = root.resolve(GIT).equals(path);
    gitLeftOut |= git;
    return git;
  }

  private void add(
      Path path, Kind kind, ByteString link, long size, boolean executable, ByteString digest) {
    ByteString name = bytes(root.relativize(path));
    Item item =
        new Item(name, kind, link, size, executable, digest, -1, -1, -1, Long.MIN_VALUE, null);
    items.add(item);
    files.put(item, path);
  }

  /**
   * The owner's permission, as git has it; where there are no permissions, nothing is executable.
   */
  private static boolean executable(Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view != null
        && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
  }

  /**
   * Returns a path's bytes. The text of a path may have lost some, and its URI has them all; but
   * the URI of a relative path is that of an absolute one.
   */
  private static ByteString bytes(Path path) {
    String text = path.toString();
    if (text.indexOf('\ufffd') < 0) {
      return ByteString.utf8(text);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Path each : path) {
      String raw = each.toUri().getRawPath();
      String name = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
      if (bytes.size() > 0) {
        bytes.write('/');
      }
      bytes.writeBytes(decode(name.substring(name.lastIndexOf('/') + 1)));
    }
    return ByteString.of(bytes.toByteArray());
  }

  private static byte[] decode(String percent) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < percent.length(); i++) {
      if (percent.charAt(i) == '%') {
        bytes.write(Integer.parseInt(percent.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(percent.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
