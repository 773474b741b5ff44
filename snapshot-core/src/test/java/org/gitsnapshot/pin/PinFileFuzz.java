package org.gitsnapshot.pin;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.fuzz.Tried;

/** Pin files: what is read can be written, and reads back equal. */
public final class PinFileFuzz {
  private static final Position NOWHERE = new Position(Tried.SOURCE, 1, 1);

  private PinFileFuzz() {}

  /** Tries one input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    String text = Tried.utf8(input);
    for (PinSections.Section section : PinSections.of(text)) {
      boolean unused = BothToml.compare(section);
    }
    Optional<List<Pin>> pins =
        Tried.readText(
            text,
            () -> PinFile.parse(Tried.SOURCE, text),
            InvalidInputException.class,
            LimitExceededException.class);
    if (pins.isEmpty()) {
      return;
    }
    StringBuilder written = new StringBuilder();
    for (Pin pin : pins.get()) {
      Tried.checkInside(text, pin.position());
      written.append(PinWriter.toToml(pin)).append('\n');
    }
    List<Pin> again = PinFile.parse(Tried.SOURCE, written.toString());
    Tried.checkEqual(
        again.stream().map(PinFileFuzz::anywhere).toList(),
        pins.get().stream().map(PinFileFuzz::anywhere).toList(),
        "pins after writing");
  }

  private static Pin anywhere(Pin pin) {
    return new Pin(
        pin.name(),
        pin.urls(),
        pin.commit(),
        pin.ref(),
        pin.like(),
        pin.recipe(),
        pin.outputs(),
        pin.expected(),
        NOWHERE);
  }
}
