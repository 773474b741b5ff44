package org.gitsnapshot.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.io.ByteString;

/** A dictionary of a {@code .torrent}: what is not of the kind that is asked for is an error. */
record TorrentFields(String source, BencodeValue.Dictionary dictionary) {
  static TorrentFields of(String source, BencodeValue value, String what)
      throws InvalidInputException {
    if (value instanceof BencodeValue.Dictionary dictionary) {
      return new TorrentFields(source, dictionary);
    }
    throw fault(source, value, what + " is no dictionary");
  }

  Optional<BencodeValue> get(String key) {
    return Optional.ofNullable(dictionary.entries().get(ByteString.utf8(key)));
  }

  boolean has(String key) {
    return get(key).isPresent();
  }

  BencodeValue need(String key) throws InvalidInputException {
    Optional<BencodeValue> value = get(key);
    if (value.isEmpty()) {
      throw fault("\"" + key + "\" is missing");
    }
    return value.get();
  }

  TorrentFields needFields(String key) throws InvalidInputException {
    return of(source, need(key), "\"" + key + "\"");
  }

  ByteString needBytes(String key) throws InvalidInputException {
    return bytes(source, need(key), "\"" + key + "\"");
  }

  String needText(String key) throws InvalidInputException {
    return text(source, need(key), "\"" + key + "\"");
  }

  /** Returns a number that is not negative. */
  long needSize(String key) throws InvalidInputException {
    BencodeValue value = need(key);
    if (value instanceof BencodeValue.Whole number && number.value() >= 0) {
      return number.value();
    }
    throw fault(source, value, "\"" + key + "\" is no size");
  }

  List<BencodeValue> needList(String key) throws InvalidInputException {
    if (need(key) instanceof BencodeValue.Sequence list) {
      return list.items();
    }
    throw fault(source, need(key), "\"" + key + "\" is no list");
  }

  /** Returns the texts of a list, of a list of lists, or the one that stands for a list. */
  List<String> texts(String key) throws InvalidInputException {
    List<String> texts = new ArrayList<>();
    if (has(key)) {
      collect(need(key), key, 0, texts);
    }
    return texts;
  }

  private void collect(BencodeValue value, String key, int depth, List<String> texts)
      throws InvalidInputException {
    if (value instanceof BencodeValue.Sequence list && depth < 2) {
      for (BencodeValue item : list.items()) {
        collect(item, key, depth + 1, texts);
      }
    } else {
      String text = text(source, value, "\"" + key + "\"");
      if (!text.isEmpty()) {
        texts.add(text);
      }
    }
  }

  static ByteString bytes(String source, BencodeValue value, String what)
      throws InvalidInputException {
    if (value instanceof BencodeValue.Text text) {
      return text.bytes();
    }
    throw fault(source, value, what + " is no string");
  }

  static String text(String source, BencodeValue value, String what) throws InvalidInputException {
    ByteString bytes = bytes(source, value, what);
    String text = bytes.asUtf8();
    if (text == null) {
      throw fault(source, value, what + " is not UTF-8: \"" + bytes.display() + "\"");
    }
    return text;
  }

  /** Returns a fault of this dictionary. */
  InvalidInputException fault(String what) {
    return fault(source, dictionary, what);
  }

  static InvalidInputException fault(String source, BencodeValue at, String what) {
    return new InvalidInputException(source + ": byte " + at.start() + ": " + what, null);
  }
}
