package org.gitsnapshot.torrent;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.gitsnapshot.io.ByteString;

/** Writes values in the encoding of BEP 3, of which there is exactly one for each value. */
final class BencodeWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private BencodeWriter() {}

  static byte[] toBytes(BencodeValue value) {
    BencodeWriter writer = new BencodeWriter();
    writer.write(value);
    return writer.out.toByteArray();
  }

  private void write(BencodeValue value) {
    if (value instanceof BencodeValue.Text text) {
      write(text.bytes());
    } else if (value instanceof BencodeValue.Whole number) {
      ascii("i" + number.value() + "e");
    } else if (value instanceof BencodeValue.Sequence list) {
      out.write('l');
      list.items().forEach(this::write);
      out.write('e');
    } else if (value instanceof BencodeValue.Dictionary dictionary) {
      out.write('d');
      for (Map.Entry<ByteString, BencodeValue> entry : dictionary.entries().entrySet()) {
        write(entry.getKey());
        write(entry.getValue());
      }
      out.write('e');
    }
  }

  private void write(ByteString text) {
    ascii(text.length() + ":");
    out.writeBytes(text.toByteArray());
  }

  private void ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
