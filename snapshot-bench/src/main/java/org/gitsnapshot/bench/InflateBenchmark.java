package org.gitsnapshot.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.gitsnapshot.codec.inflate.FastInflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A file in pieces as long as a pack's objects are, each a zlib stream, inflated by us and by the
 * JDK's zlib; name the file with {@code -p file=…}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class InflateBenchmark {
  /** Who inflates. */
  @Param({"ours", "zlib"})
  public String inflater = "";

  /** How long a piece is, in bytes. */
  @Param({"1000", "9000", "100000"})
  public int piece;

  /** The input. */
  @Param("")
  public String file = "";

  private final List<byte[]> streams = new ArrayList<>();
  private byte[] output = new byte[0];
  private Inflater used = new Inflater();

  /** Reads the input and deflates it. */
  @Setup
  public void read() throws IOException {
    byte[] input = Files.readAllBytes(Path.of(file));
    for (int at = 0; at < input.length; at += piece) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(stream)) {
        deflater.write(input, at, Math.min(piece, input.length - at));
      }
      streams.add(stream.toByteArray());
    }
    output = new byte[piece];
    used = inflater.equals("ours") ? new FastInflater() : new Inflater();
  }

  /** Inflates all pieces; returns how many bytes came out. */
  @Benchmark
  public long inflate() throws DataFormatException {
    long bytes = 0;
    for (byte[] stream : streams) {
      used.reset();
      used.setInput(stream);
      bytes += used.inflate(output);
    }
    return bytes;
  }
}
