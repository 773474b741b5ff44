package org.gitsnapshot.testing.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/**
 * The real file system, of which a chosen change fails, or all that need room from then on, and
 * which records the changes. Thread-safe.
 *
 * <pre>{@code
 * FaultyFiles disk = new FaultyFiles().failing(3, Fault.ONCE);
 * save(disk.at(directory).resolve("file"));   // the third change throws an IOException
 * }</pre>
 */
public final class FaultyFiles extends FilterFileSystemProvider {
  private static final String REASON = "No space left on device";

  /** Stands in the record for what was not done. */
  private static final Operation FAILED = new Operation.Force(Path.of("failed"));

  private final List<Operation> record = new ArrayList<>();
  private long failAt = Long.MAX_VALUE;
  private Fault fault = Fault.ONCE;

  /** How it fails. */
  public enum Fault {
    /** One change fails, as on a disk that is full for a moment. */
    ONCE,
    /** One change and all that make something after it fail; names can be removed. */
    FULL
  }

  /** Creates one that does not fail. */
  public FaultyFiles() {
    super("faulty://", FileSystems.getDefault());
  }

  /** Makes a change fail, counted from 0. */
  public FaultyFiles failing(long number, Fault how) {
    failAt = number;
    fault = how;
    return this;
  }

  /** Returns a path of the default file system as one of this. */
  public Path at(Path path) {
    return wrapPath(path);
  }

  /** Returns the changes that were made or tried so far; the paths are of the default system. */
  public synchronized List<Operation> record() {
    return List.copyOf(record);
  }

  /** Returns whether the change that was to fail was reached. */
  public synchronized boolean failed() {
    return record.size() > failAt;
  }

  /** What is done when a change does not fail. */
  private interface Change<T> {
    T make() throws IOException;
  }

  /** The record has the order in which the changes are made. */
  private synchronized <T> T change(Operation operation, Change<T> change) throws IOException {
    long number = record.size();
    boolean fails =
        number == failAt
            || (number > failAt && fault == Fault.FULL && !(operation instanceof Operation.Delete));
    if (fails) {
      record.add(FAILED);
      if (operation instanceof Operation.Write || operation instanceof Operation.Force) {
        throw new IOException(REASON);
      }
      throw new FileSystemException(operation.path().toString(), null, REASON);
    }
    T result = change.make();
    record.add(operation);
    return result;
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path real = toDelegate(path);
    boolean creates =
        options.contains(StandardOpenOption.CREATE)
            || options.contains(StandardOpenOption.CREATE_NEW);
    Change<FileChannel> open = () -> super.newFileChannel(path, options, attributes);
    FileChannel channel =
        creates && !Files.exists(real, LinkOption.NOFOLLOW_LINKS)
            ? change(new Operation.Create(real), open)
            : open.make();
    boolean appends = options.contains(StandardOpenOption.APPEND);
    return new Channel(channel, real, appends);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    Set<OpenOption> all =
        options.length > 0
            ? Set.of(options)
            : Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    if (all.contains(StandardOpenOption.TRUNCATE_EXISTING) && Files.exists(path)) {
      Path real = toDelegate(path);
      FileChannel channel =
          new Channel(FileChannel.open(real, StandardOpenOption.WRITE), real, false);
      return Channels.newOutputStream(channel.truncate(0));
    }
    return Channels.newOutputStream(newFileChannel(path, all));
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    Path real = toDelegate(path);
    if (Files.exists(real)) {
      super.createDirectory(path, attributes); // Which says so.
      return;
    }
    change(
        new Operation.MakeDirectory(real),
        () -> {
          super.createDirectory(path, attributes);
          return true;
        });
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    change(
        new Operation.Move(toDelegate(source), toDelegate(target)),
        () -> {
          super.move(source, target, options);
          return true;
        });
  }

  @Override
  public void delete(Path path) throws IOException {
    change(
        new Operation.Delete(toDelegate(path)),
        () -> {
          super.delete(path);
          return true;
        });
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    if (!Files.exists(toDelegate(path), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    return change(new Operation.Delete(toDelegate(path)), () -> super.deleteIfExists(path));
  }

  /** Counts what is written through it. */
  private final class Channel extends FilterFileChannel {
    private final Path path;
    private final boolean appends;

    Channel(FileChannel channel, Path path, boolean appends) {
      super(channel);
      this.path = path;
      this.appends = appends;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      long at = appends ? delegate.size() : delegate.position();
      return change(written(at, bytes), () -> delegate.write(bytes));
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      return change(written(position, bytes), () -> delegate.write(bytes, position));
    }

    private Operation written(long position, ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return new Operation.Write(path, position, copy);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      if (size < delegate.size()) {
        FileChannel unused =
            change(new Operation.Truncate(path, size), () -> delegate.truncate(size));
      }
      return this;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      change(
          new Operation.Force(path),
          () -> {
            delegate.force(metadata);
            return true;
          });
    }
  }
}
