package org.gitsnapshot.odb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gitsnapshot.error.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
  private final Path file;

  OpenFilesTest(@TempDir Path temp) throws IOException {
    file = Files.writeString(temp.resolve("file"), "0123456789");
  }

  private int boundBy(String limits) throws IOException {
    return OpenFiles.bound(Files.writeString(file, limits).toString());
  }

  @Test
  void keepsAPartOfWhatTheProcessMayHave() throws IOException {
    String head =
        "Limit                     Soft Limit           Hard Limit           Units     \n";
    String line = "Max open files            %s                 %s              files     \n";
    assertThat(boundBy(head + line.formatted("100", "1024"))).isEqualTo(25);
    assertThat(boundBy(head + line.formatted("20", "1024"))).isEqualTo(8);
    assertThat(boundBy(head + line.formatted("1048576", "1048576"))).isEqualTo(256);
    assertThat(boundBy(head + line.formatted("unlimited", "unlimited"))).isEqualTo(48);
    assertThat(boundBy("")).isEqualTo(48);
    assertThat(OpenFiles.bound(file + ".none")).isEqualTo(48);
  }

  @Test
  void closesWhatNobodyReadsFrom() throws IOException {
    OpenFile read = OpenFiles.open(file);
    OpenFile idle = OpenFiles.open(file);
    idle.leave();
    OpenFiles.closeIdle();
    assertThat(read.channel().isOpen()).isTrue();
    assertThat(idle.channel().isOpen()).isFalse();
    assertThat(idle.enter()).isFalse();
    assertThat(read.enter()).isTrue();
    OpenFiles.close(read);
    assertThat(read.channel().isOpen()).isFalse();
  }

  @Test
  void keepsNoMoreThanItsBound() throws IOException {
    List<SharedFile> all = new ArrayList<>();
    for (int i = 0; i < 2 * OpenFiles.BOUND; i++) {
      SharedFile one = new SharedFile(file);
      one.read(ByteBuffer.allocate(1), 0);
      all.add(one);
      assertThat(OpenFiles.count()).isLessThanOrEqualTo(OpenFiles.BOUND);
    }
    all.forEach(SharedFile::close);
  }

  @Test
  void whatIsClosedMeanwhileIsReadOn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try (SharedFile shared = new SharedFile(file)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(
            threads.submit(
                () -> {
                  for (int from = 0; from < 20_000; from++) {
                    ByteBuffer digit = ByteBuffer.allocate(1);
                    shared.read(digit, from % 10);
                    assertThat(digit.get(0)).isEqualTo((byte) ('0' + from % 10));
                  }
                  return null;
                }));
      }
      while (all.stream().anyMatch(one -> !one.isDone())) {
        OpenFiles.closeIdle();
      }
      for (Future<?> one : all) {
        assertThat(one.get()).isNull();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatWasClosedStaysClosed() throws IOException {
    SharedFile shared = new SharedFile(file);
    shared.read(ByteBuffer.allocate(1), 0);
    shared.close();
    assertThatThrownBy(() -> shared.read(ByteBuffer.allocate(1), 0))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void triesAgainWhereFilesAreFewAndNowhereElse() {
    IOException few = new FileNotFoundException("a (Too many open files in system)");
    FewFiles tries = new FewFiles();
    for (int i = 0; i < 8; i++) {
      assertThatCode(() -> tries.throwUnlessPassing("a", few)).doesNotThrowAnyException();
    }
    assertThatThrownBy(() -> tries.throwUnlessPassing("a", few))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("cannot open a: Too many open files in system");
    IOException other = new FileSystemException("Too many open files", null, "Input/output error");
    assertThatThrownBy(() -> new FewFiles().throwUnlessPassing("a", other)).isSameAs(other);
  }
}
