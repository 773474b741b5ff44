package org.gitsnapshot.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.hash.ObjectFormat;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.BulkOutput;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectType;
import org.gitsnapshot.report.ProofFinding;
import org.gitsnapshot.tarread.TarExtension;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarPath;
import org.gitsnapshot.tarread.TarReader;
import org.jspecify.annotations.Nullable;

/**
 * What a tar has below a prefix, with the blob of each file; memory is that of names and ids, and
 * of the {@code .gitattributes}.
 */
final class TarTree {
  static final ByteString ATTRIBUTES = ByteString.utf8(".gitattributes");

  private static final String TWICE = "the tar has the path twice, and not the same";
  private static final String DISPUTED = "programs read the entry differently";
  private static final ByteString COMMENT = ByteString.utf8("comment");

  /** Beyond any real tree; attributes that do not fit are as good as not there. */
  private static final int ATTRIBUTE_BYTES = 16 << 20;

  private final ObjectFormat format;
  private final ByteString prefix;
  private final Item.Directory root = new Item.Directory();
  private final Map<Oid, byte[]> attributes = new HashMap<>();
  private final List<ProofFinding> odd = new ArrayList<>();
  private Optional<Oid> claimed = Optional.empty();
  private int held;

  private TarTree(ObjectFormat format, ByteString prefix) {
    this.format = format;
    this.prefix = prefix;
  }

  static TarTree read(InputStream tar, ByteString prefix, ObjectFormat format) throws IOException {
    ByteString plain = TarPath.normal(prefix);
    boolean directory = prefix.endsWith('/') && !plain.isEmpty();
    TarTree tree = new TarTree(format, directory ? plain.concat('/') : plain);
    TarReader reader = new TarReader(tar);
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      if (!member.isVolumeLabel()) {
        tree.take(member, reader);
      }
    }
    reader.end().globals().forEach(tree::claim);
    if (reader.end().behind() > 0) {
      tree.odd("", "there are bytes behind the end of the tar");
    }
    return tree;
  }

  Item.Directory root() {
    return root;
  }

  /** Returns entries that no archive of a commit has. */
  List<ProofFinding> odd() {
    return odd;
  }

  Optional<Oid> claimed() {
    return claimed;
  }

  /** Returns the bytes of an attribute file or a link in its place, if the tar has them. */
  Optional<byte[]> attributes(Oid blob) {
    return Optional.ofNullable(attributes.get(blob));
  }

  private void claim(TarExtension global) {
    global.records().stream()
        .filter(record -> record.key().equals(COMMENT))
        .map(record -> record.value().display())
        .filter(Oid::isHex)
        .forEach(hex -> claimed = Optional.of(Oid.fromHex(hex)));
  }

  private void take(TarMember member, TarReader reader) throws IOException {
    ByteString path = TarPath.normal(member.path());
    if (member.isDisputed()) {
      int cut = path.startsWith(prefix) ? prefix.length() : 0;
      odd.add(extra(path.substring(cut, path.length()), DISPUTED));
    }
    if (member.kind() == TarMember.Kind.DIRECTORY) {
      path = path.isEmpty() ? path : path.concat('/');
      if (prefix.startsWith(path)) {
        return;
      }
    }
    if (!path.startsWith(prefix)) {
      odd.add(extra(path, "it is not below " + prefix.display()));
      return;
    }
    ByteString below = path.substring(prefix.length(), path.length());
    Optional<List<ByteString>> parts = parts(below);
    if (parts.isEmpty()) {
      odd.add(extra(path, "git writes no such path"));
      return;
    }
    Item.Directory directory = parent(parts.get());
    ByteString name = parts.get().get(parts.get().size() - 1);
    if (directory == null) {
      odd.add(extra(below, "there is a file where its directory should be"));
      return;
    }
    Item before = directory.entries().get(name);
    switch (member.kind()) {
      case DIRECTORY -> {
        if (before == null) {
          directory.entries().put(name, new Item.Directory());
        } else if (!(before instanceof Item.Directory)) {
          odd.add(extra(below, TWICE));
        }
      }
      case FILE, SYMLINK -> {
        put(directory, name, item(member, reader, name), below);
      }
      case HARD_LINK -> {
        Item target = member.size() == 0 ? at(TarPath.normal(member.link())) : null;
        if (target == null || target instanceof Item.Directory) {
          odd.add(extra(below, "a hard link, and no file before it has the name it links to"));
        } else {
          put(directory, name, target, below);
        }
      }
      case SPECIAL -> odd.add(extra(below, "it is neither a file, a link nor a directory"));
    }
  }

  private void put(Item.Directory directory, ByteString name, Item item, ByteString below) {
    Item before = directory.entries().put(name, item);
    // Unpacked, an entry that is there once more leaves what it finds.
    if (before != null && !before.equals(item)) {
      odd.add(extra(below, TWICE));
    }
  }

  /** Returns what came before at a whole path; null if nothing did. */
  private @Nullable Item at(ByteString path) {
    Optional<List<ByteString>> parts =
        path.startsWith(prefix)
            ? parts(path.substring(prefix.length(), path.length()))
            : Optional.empty();
    Item item = parts.isEmpty() ? null : root;
    for (ByteString part : parts.orElse(List.of())) {
      item = item instanceof Item.Directory in ? in.entries().get(part) : null;
    }
    return item;
  }

  private Item item(TarMember member, TarReader reader, ByteString name) throws IOException {
    if (member.kind() == TarMember.Kind.SYMLINK) {
      byte[] target = member.link().toByteArray();
      Oid blob = Hashing.id(format, ObjectType.BLOB, target);
      hold(name, blob, target);
      return new Item.Symlink(blob);
    }
    MessageDigest hash = Hashing.begin(format, ObjectType.BLOB, member.size());
    boolean holding = name.equals(ATTRIBUTES) && member.size() <= ATTRIBUTE_BYTES - held;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reader.copyContent(
        new BulkOutput() {
          @Override
          public void write(byte[] buffer, int from, int length) {
            hash.update(buffer, from, length);
            if (holding) {
              bytes.write(buffer, from, length);
            }
          }
        });
    Oid blob = Oid.of(hash.digest());
    if (holding) {
      hold(name, blob, bytes.toByteArray());
    }
    return new Item.File(member.executable(), blob);
  }

  private void hold(ByteString name, Oid blob, byte[] bytes) {
    if (name.equals(ATTRIBUTES) && bytes.length <= ATTRIBUTE_BYTES - held) {
      held += bytes.length;
      attributes.put(blob, bytes);
    }
  }

  /** Returns the directory of a path, made if need be; null if it is something else. */
  private Item.@Nullable Directory parent(List<ByteString> parts) {
    Item.Directory directory = root;
    for (ByteString part : parts.subList(0, parts.size() - 1)) {
      Item next = directory.entries().computeIfAbsent(part, unused -> new Item.Directory());
      if (!(next instanceof Item.Directory inside)) {
        return null;
      }
      directory = inside;
    }
    return directory;
  }

  /** Returns the names in a path, or nothing if git would not write it. */
  private static Optional<List<ByteString>> parts(ByteString path) {
    List<ByteString> parts = new ArrayList<>();
    for (int i = 0; i < path.length(); i++) {
      // In a tree object a NUL ends the name: one in a name could make it look like another tree.
      if (path.at(i) == 0) {
        return Optional.empty();
      }
    }
    int end = path.endsWith('/') ? path.length() - 1 : path.length();
    int from = 0;
    for (int i = 0; i <= end; i++) {
      if (i == end || path.at(i) == '/') {
        ByteString part = path.substring(from, i);
        String text = part.display();
        if (part.isEmpty() || text.equals(".") || text.equals("..")) {
          return Optional.empty();
        }
        parts.add(part);
        from = i + 1;
      }
    }
    return parts.size() > Limits.DEFAULT.treeDepth() ? Optional.empty() : Optional.of(parts);
  }

  private void odd(String path, String reason) {
    odd.add(extra(ByteString.utf8(path), reason));
  }

  private static ProofFinding extra(ByteString path, String reason) {
    return new ProofFinding(path, ProofFinding.Kind.EXTRA, reason);
  }
}
