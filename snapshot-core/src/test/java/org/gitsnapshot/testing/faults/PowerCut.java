package org.gitsnapshot.testing.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What may be on the disk after a power cut in the middle of a record.
 *
 * <p>The model is as harsh as POSIX allows. The bytes of a file are on the disk once the file was
 * forced; before, any of them may be lost, also when its length is not. A name that was made, moved
 * or removed is on the disk once its directory was forced; before, each such change may be there or
 * not, whatever came after it. A move is one change. A directory whose own name is lost takes what
 * is in it along.
 */
public final class PowerCut {
  /** What becomes of what was not forced. */
  public enum Loss {
    /** All of it is lost. */
    EVERYTHING,
    /** Names are there, bytes are not. */
    BYTES,
    /** Names and lengths are there, bytes are zeros. */
    ZEROS,
    /** Nothing is lost: the process was killed. */
    NOTHING,
    /** Some names are lost, and some bytes. */
    RANDOM
  }

  /** What has a name: a file, or a directory. */
  private static final class Node {
    final boolean directory;
    byte[] written = new byte[0];
    byte[] forced = new byte[0];

    Node(boolean directory) {
      this.directory = directory;
    }
  }

  /** A change of names in a directory: what has each afterwards, or nothing. */
  private record Change(Path directory, Map<Path, Optional<Node>> names) {
    void apply(Map<Path, Node> to) {
      names.forEach(
          (path, node) -> {
            if (node.isPresent()) {
              to.put(path, node.get());
            } else {
              to.remove(path);
            }
          });
    }
  }

  private final Path root;
  private final Map<Path, Node> forced = new TreeMap<>();
  private final Map<Path, Node> seen = new HashMap<>();
  private final List<Change> pending = new ArrayList<>();

  private PowerCut(Path root) {
    this.root = root;
  }

  /** Looks at what is left. */
  public interface Check {
    /**
     * Looks.
     *
     * @param left a directory of its own with what is left of the root
     */
    void of(Path left) throws IOException;
  }

  /**
   * Cuts the power at moments of a record, with every kind of loss. With {@code
   * -Dsnapshot.long=true} at every moment, else at about so many.
   *
   * @param before what was in {@code root} and on the disk before the record began
   * @param temporary a directory for what is left
   */
  public static void each(
      Map<String, byte[]> before,
      Path root,
      List<Operation> record,
      int moments,
      Path temporary,
      Check check)
      throws IOException {
    long seed = Long.getLong("snapshot.seed", 42);
    Random random = new Random(seed);
    int step = Boolean.getBoolean("snapshot.long") ? 1 : Math.max(1, record.size() / moments);
    for (int done = record.size(); done >= 0; done -= step) {
      for (Loss loss : Loss.values()) {
        Path left = Files.createTempDirectory(temporary, "cut");
        leave(before, root, record, done, loss, random, left);
        try {
          check.of(left);
        } catch (IOException | AssertionError e) {
          Operation next = done < record.size() ? record.get(done) : null;
          throw new AssertionError(
              "cut before operation %d, %s, losing %s, seed %d: %s"
                  .formatted(done, next, loss, seed, e.getMessage()),
              e);
        }
      }
    }
  }

  /**
   * Writes what is left into a directory.
   *
   * @param before what was in {@code root} and on the disk before the record began
   * @param record what was done; what lies below {@code root} counts
   * @param done how many of the record's operations were done
   * @param into an empty directory
   */
  public static void leave(
      Map<String, byte[]> before,
      Path root,
      List<Operation> record,
      int done,
      Loss loss,
      Random random,
      Path into)
      throws IOException {
    PowerCut disk = new PowerCut(root);
    disk.begin(before);
    record.subList(0, done).stream()
        .filter(operation -> operation.path().startsWith(root))
        .forEach(disk::apply);
    disk.settle(loss, random, into);
  }

  private void begin(Map<String, byte[]> before) {
    Node top = new Node(true);
    forced.put(root, top);
    seen.put(root, top);
    before.forEach(
        (name, bytes) -> {
          Node file = new Node(false);
          file.written = bytes;
          file.forced = bytes;
          Path path = root.resolve(name);
          for (Path up = requireNonNull(path.getParent());
              !up.equals(root);
              up = requireNonNull(up.getParent())) {
            Node directory = seen.computeIfAbsent(up, unused -> new Node(true));
            forced.put(up, directory);
          }
          forced.put(path, file);
          seen.put(path, file);
        });
  }

  private void apply(Operation operation) {
    Path path = operation.path();
    Node node = seen.get(path);
    if (operation instanceof Operation.Create) {
      change(path, Map.of(path, Optional.of(new Node(false))));
    } else if (operation instanceof Operation.MakeDirectory) {
      change(path, Map.of(path, Optional.of(new Node(true))));
    } else if (operation instanceof Operation.Delete) {
      change(path, Map.of(path, Optional.empty()));
    } else if (node == null) {
      return; // Written to after its name has gone.
    } else if (operation instanceof Operation.Move move) {
      Map<Path, Optional<Node>> names = new HashMap<>();
      names.put(path, Optional.empty());
      names.put(move.target(), Optional.of(node));
      change(move.target(), names);
    } else if (operation instanceof Operation.Write write) {
      int start = (int) write.position();
      int end = start + write.bytes().length;
      node.written = Arrays.copyOf(node.written, Math.max(node.written.length, end));
      System.arraycopy(write.bytes(), 0, node.written, start, end - start);
    } else if (operation instanceof Operation.Truncate truncate) {
      node.written = Arrays.copyOf(node.written, (int) truncate.size());
    } else if (node.directory) {
      forceNames(path);
    } else {
      node.forced = node.written.clone();
    }
  }

  private void change(Path path, Map<Path, Optional<Node>> names) {
    Change change = new Change(requireNonNull(path.getParent()), names);
    change.apply(seen);
    pending.add(change);
  }

  private void forceNames(Path directory) {
    List<Change> waiting = new ArrayList<>();
    for (Change change : pending) {
      if (change.directory().equals(directory)) {
        change.apply(forced);
        // What was before a change that is on the disk does not come after it.
        waiting.removeIf(earlier -> change.names().keySet().containsAll(earlier.names().keySet()));
      } else {
        waiting.add(change);
      }
    }
    pending.clear();
    pending.addAll(waiting);
  }

  private void settle(Loss loss, Random random, Path into) throws IOException {
    Map<Path, Node> names = new TreeMap<>(forced);
    for (Change change : pending) {
      if (loss != Loss.EVERYTHING && (loss != Loss.RANDOM || random.nextBoolean())) {
        change.apply(names);
      }
    }
    // A directory comes before what is in it.
    for (Map.Entry<Path, Node> name : names.entrySet()) {
      Path place = into.resolve(root.relativize(name.getKey()).toString());
      if (Files.isDirectory(requireNonNull(place.getParent()))) {
        if (name.getValue().directory) {
          Files.createDirectories(place);
        } else {
          Files.write(place, left(name.getValue(), loss, random));
        }
      }
    }
  }

  private static byte[] left(Node file, Loss loss, Random random) {
    if (Arrays.equals(file.written, file.forced)) {
      return file.forced;
    }
    return switch (loss) {
      case EVERYTHING, BYTES -> file.forced;
      case ZEROS -> zeros(file, file.written.length);
      case NOTHING -> file.written;
      case RANDOM -> {
        int kept = random.nextInt(file.written.length + 1);
        yield random.nextBoolean() ? Arrays.copyOf(file.written, kept) : zeros(file, kept);
      }
    };
  }

  private static byte[] zeros(Node file, int length) {
    return Arrays.copyOf(file.forced, length);
  }
}
