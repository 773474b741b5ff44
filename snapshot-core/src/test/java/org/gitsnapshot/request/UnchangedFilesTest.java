package org.gitsnapshot.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.UnavailableException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnchangedFilesTest {
  @TempDir Path directory;
  private Path file = Path.of("");
  private Path other = Path.of("");

  @BeforeEach
  void files() throws IOException {
    file = Files.writeString(directory.resolve("file"), "text");
    other = Files.writeString(directory.resolve("other"), "more");
    // What differs shall not be the time.
    FileTime time = FileTime.fromMillis(1_600_000_000_000L);
    Files.setLastModifiedTime(file, time);
    Files.setLastModifiedTime(other, time);
  }

  private void assertChanged(UnchangedFiles.Reading<String> reading) {
    assertThatThrownBy(() -> UnchangedFiles.read(List.of(file), reading))
        .isInstanceOf(UnavailableException.class)
        .hasMessage(file + " has changed while it was read");
  }

  @Test
  void whatIsFoundInTheSameFileIsReturned() throws IOException {
    assertThat(UnchangedFiles.read(List.of(file, directory), () -> Files.readString(file)))
        .isEqualTo("text");
  }

  @Test
  void aFileThatTakesItsPlaceIsSeen() {
    assertChanged(
        () -> {
          Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
          return "found";
        });
  }

  @Test
  void whatIsWrittenToItIsSeen() {
    assertChanged(() -> Files.writeString(file, "else").toString());
  }

  @Test
  void aFileThatGoesIsSeen() {
    assertChanged(
        () -> {
          Files.delete(file);
          return "found";
        });
  }

  @Test
  void thatItChangedIsTheReasonWhyReadingFailed() {
    assertThatThrownBy(
            () ->
                UnchangedFiles.read(
                    List.of(file),
                    () -> {
                      Files.delete(file);
                      throw new InvalidInputException("it is damaged", null);
                    }))
        .hasMessage(file + " has changed while it was read")
        .hasRootCauseMessage("it is damaged");
  }

  @Test
  void otherFailuresStayWhatTheyAre() {
    InvalidInputException fault = new InvalidInputException("it is damaged", null);
    assertThatThrownBy(
            () ->
                UnchangedFiles.read(
                    List.of(file, directory.resolve("none")),
                    () -> {
                      throw fault;
                    }))
        .isSameAs(fault);
  }
}
