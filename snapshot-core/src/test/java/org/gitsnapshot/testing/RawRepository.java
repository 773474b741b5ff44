package org.gitsnapshot.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/**
 * A bare repository that takes objects as they are, however odd. Objects wait until {@link
 * #flush()}; git checks their ids whenever it reads one.
 */
public final class RawRepository {
  /** One line of a tree: a mode in octal as it shall be written, a name, and an id. */
  public record Item(String mode, ByteString name, Oid oid) {
    /** Creates one with a name in UTF-8. */
    public Item(String mode, String name, Oid oid) {
      this(mode, ByteString.utf8(name), oid);
    }

    private ByteString sortKey() {
      boolean directory = (Integer.parseInt(mode, 8) & 0170000) == 0040000;
      return directory ? name.concat('/') : name;
    }
  }

  private static final List<String> TYPES = List.of("blob", "tree", "commit");

  private final Path directory;
  private final Tool tool;
  private final Map<String, Map<Oid, byte[]>> waiting = new LinkedHashMap<>();
  private final Set<Oid> present = new HashSet<>();

  private RawRepository(Path directory) {
    this.directory = directory;
    this.tool = new Tool(directory);
    TYPES.forEach(type -> waiting.put(type, new LinkedHashMap<>()));
  }

  /** Takes a directory that need be no repository as long as nothing is flushed to it. */
  public static RawRepository detached(Path directory) {
    return new RawRepository(directory);
  }

  /** Makes an empty one in a directory, which must exist. */
  public static RawRepository init(Path directory) {
    RawRepository repository = new RawRepository(directory);
    repository.tool.git("init", "-q", "--bare", ".");
    return repository;
  }

  /** Returns where it is. */
  public Path directory() {
    return directory;
  }

  /** Returns what runs git in it. */
  public Tool tool() {
    return tool;
  }

  /** Adds a blob. */
  public Oid blob(byte[] content) {
    return add("blob", content);
  }

  /** Adds a blob of UTF-8. */
  public Oid blob(String content) {
    return blob(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a tree with its lines in git's order. */
  public Oid tree(List<Item> items) {
    List<Item> sorted = new ArrayList<>(items);
    sorted.sort(Comparator.comparing(Item::sortKey));
    return treeInThisOrder(sorted);
  }

  /** Adds a tree with its lines as they come. */
  public Oid treeInThisOrder(List<Item> items) {
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    for (Item item : items) {
      tree.writeBytes((item.mode + " ").getBytes(StandardCharsets.US_ASCII));
      tree.writeBytes(item.name.toByteArray());
      tree.write(0);
      tree.writeBytes(item.oid.toByteArray());
    }
    return add("tree", tree.toByteArray());
  }

  /** Adds a commit of a tree at second 1700000000. */
  public Oid commit(Oid tree) {
    return commit(tree, "author A <a> 1 +0000\ncommitter C <c> 1700000000 +0000\n\nm\n");
  }

  /** Adds a commit whose object goes on as given after its tree line. */
  public Oid commit(Oid tree, String rest) {
    String object = "tree " + tree + "\n" + rest;
    return add("commit", object.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Gives the type and the bytes of each object that waits, in the order git wants them. */
  public void forEachWaiting(BiConsumer<String, byte[]> action) {
    waiting.forEach((type, objects) -> objects.values().forEach(o -> action.accept(type, o)));
  }

  /** Writes what was added, as git's loose objects. */
  public void flush() throws IOException {
    for (Map.Entry<String, Map<Oid, byte[]>> objects : waiting.entrySet()) {
      for (Map.Entry<Oid, byte[]> object : objects.getValue().entrySet()) {
        write(object.getKey(), objects.getKey(), object.getValue());
      }
      objects.getValue().clear();
    }
  }

  private void write(Oid id, String type, byte[] content) throws IOException {
    String name = id.hex();
    Path objects = directory.resolve("objects");
    Path file =
        Files.createDirectories(objects.resolve(name.substring(0, 2))).resolve(name.substring(2));
    if (Files.exists(file)) {
      return;
    }
    Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file), deflater, 8192)) {
      out.write(head(type, content));
      out.write(content);
    } finally {
      deflater.end();
    }
  }

  private static byte[] head(String type, byte[] content) {
    return (type + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  private Oid add(String type, byte[] content) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(head(type, content));
      Oid id = Oid.of(sha1.digest(content));
      Map<Oid, byte[]> objects = waiting.get(type);
      if (objects != null && present.add(id)) {
        objects.put(id, content);
      }
      return id;
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
