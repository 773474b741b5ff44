package org.gitsnapshot.convert;

import com.google.common.base.Splitter;
import com.google.common.io.BaseEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The known encodings by the names that git and the iconv of glibc 2.36 have for them, in capitals.
 *
 * <p>One is here if for every code point the JDK and that iconv agree about its bytes or its lack
 * of any, or differ in the few that are written beside it. Encodings in which a character's bytes
 * depend on its neighbours are left out, and those that differ from one JDK to the next (GB18030,
 * CP864).
 */
final class Encodings {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings();

  private static final Map<String, Encoding> BY_NAME = new HashMap<>();

  static {
    unicode("UTF-16LE", "fffe", "UTF-16 UTF16 UTF-16LE-BOM UTF16LE-BOM");
    unicode("UTF-16BE", "feff", "UTF-16BE-BOM UTF16BE-BOM");
    unicode("UTF-16LE", "", "UTF-16LE UTF16LE");
    unicode("UTF-16BE", "", "UTF-16BE UTF16BE");
    unicode("UTF-32LE", "fffe0000", "UTF-32 UTF32");
    unicode("UTF-32LE", "", "UTF-32LE UTF32LE");
    unicode("UTF-32BE", "", "UTF-32BE UTF32BE");
    add("US-ASCII", "ASCII US-ASCII ISO646-US ANSI_X3.4-1968 CP367 IBM367 US");
    // Git itself knows LATIN-1.
    add("ISO-8859-1", iso(1) + " LATIN1 L1 LATIN-1 CP819 IBM819");
    add("ISO-8859-2", iso(2) + " LATIN2 L2 CP912 IBM912");
    add("ISO-8859-3", iso(3) + " LATIN3 L3");
    add("ISO-8859-4", iso(4) + " LATIN4 L4");
    add("ISO-8859-5", iso(5) + " CYRILLIC CP915 IBM915");
    add("ISO-8859-6", iso(6) + " ARABIC CP1089 IBM1089 ASMO-708 ECMA-114");
    add("ISO-8859-7", iso(7) + " GREEK GREEK8 CP813 IBM813 ECMA-118 ELOT_928");
    add("ISO-8859-8", iso(8) + " HEBREW CP916 IBM916");
    add("ISO-8859-9", iso(9) + " LATIN5 L5 CP920 IBM920 ECMA-128");
    add("x-iso-8859-11", "ISO-8859-11 ISO8859-11 ISO885911");
    add("ISO-8859-13", "ISO-8859-13 ISO8859-13 ISO885913 LATIN7 L7 BALTIC CP921 IBM921");
    add("ISO-8859-15", "ISO-8859-15 ISO8859-15 ISO885915 ISO_8859-15 LATIN-9 LATIN9");
    add("ISO-8859-16", "ISO-8859-16 ISO8859-16 ISO885916 ISO_8859-16 LATIN10 L10");
    add("windows-1250", "WINDOWS-1250 CP1250 MS-EE");
    add("windows-1251", "WINDOWS-1251 CP1251 MS-CYRL");
    add("windows-1252", "WINDOWS-1252 CP1252 MS-ANSI");
    add("windows-1253", "WINDOWS-1253 CP1253 MS-GREEK");
    add("windows-1254", "WINDOWS-1254 CP1254 MS-TURK");
    add("windows-1256", "WINDOWS-1256 CP1256 MS-ARAB");
    add("windows-1257", "WINDOWS-1257 CP1257 WINBALTRIM");
    add("IBM437", codePage(437));
    add("x-IBM737", "CP737");
    add("IBM775", "CP775 IBM775");
    add("IBM850", codePage(850));
    add("IBM852", codePage(852));
    add("IBM855", codePage(855));
    add("IBM857", codePage(857));
    add("IBM00858", codePage(858));
    add("IBM860", codePage(860));
    add("IBM861", codePage(861));
    add("IBM862", codePage(862));
    add("IBM863", codePage(863));
    add("IBM865", codePage(865));
    add("IBM866", codePage(866));
    add("IBM869", codePage(869));
    add("x-windows-874", codePage(874) + " WINDOWS-874");
    add("TIS-620", "TIS-620 TIS620 ISO-IR-166", "A0=");
    add("KOI8-R", "KOI8-R KOI8R");
    add("KOI8-U", "KOI8-U KOI8U");
    add("x-MacRoman", "MACINTOSH MAC", "394=C6 2206= E01E=F0 F8FF=");
    add("x-MacUkraine", "MAC-CYRILLIC MACCYRILLIC MAC-UK MACUK MACUKRAINIAN");
    add(
        "Shift_JIS",
        "SHIFT_JIS SHIFT-JIS SJIS MS_KANJI CSSHIFTJIS",
        "2014= 2015=815C FFE0=8191 FFE1=8192 FFE2=81CA");
    add(
        "windows-31j",
        "CP932 WINDOWS-31J MS932 SJIS-WIN SJIS-OPEN CSWINDOWS31J",
        "AB= AF= B5= B7-B8= BB= 2014=815C 2016=8161 2212=817C 301C=8160 3094=");
    add("EUC-JP", "EUC-JP EUCJP UJIS", "80-8D=80 90-9F=90 2014= 2015=A1BD");
    add("EUC-KR", "EUC-KR EUCKR CSEUCKR", "80-9F=80 20A9=A3DC");
    add("x-windows-949", "CP949 UHC MSCP949", "E000-E0BB=");
    add("GB2312", "GB2312 EUC-CN EUCCN CN-GB CSGB2312");
    add("x-mswin-936", "GBK CP936 MS936 WINDOWS-936", "E000-E864=");
    add(
        "x-windows-950",
        "BIG5 BIG-5 BIG-FIVE BIGFIVE CN-BIG5 CP950",
        "80=80 2550=A2A4 255E=A2A5 2561=A2A7 256A=A2A6 E000-F6B0=");
  }

  private Encodings() {}

  /** Returns an encoding by a name in any case, if it is known and this JDK has what it needs. */
  static Optional<Encoding> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
  }

  /** Returns the known encodings by name. */
  static Map<String, Encoding> all() {
    return Map.copyOf(BY_NAME);
  }

  private static String iso(int part) {
    return "ISO-8859-" + part + " ISO8859-" + part + " ISO8859" + part + " ISO_8859-" + part;
  }

  private static String codePage(int number) {
    return "CP" + number + " IBM" + number + " " + number;
  }

  private static void unicode(String charset, String byteOrderMark, String names) {
    put(charset, byteOrderMark, names, Map.of(), false);
  }

  private static void add(String charset, String names) {
    put(charset, "", names, Map.of(), true);
  }

  /**
   * Adds one with exceptions.
   *
   * @param exceptions words of chars and bytes in hex: {@code 2015=815C} one char, {@code 80-8D=80}
   *     a range of chars and, for its first, a byte, {@code 2014=} no bytes
   */
  private static void add(String charset, String names, String exceptions) {
    Map<Character, String> map = new HashMap<>();
    for (String word : WORDS.split(exceptions)) {
      int equals = word.indexOf('=');
      int dash = word.indexOf('-');
      char first = (char) Integer.parseInt(word.substring(0, dash < 0 ? equals : dash), 16);
      char last = dash < 0 ? first : (char) Integer.parseInt(word.substring(dash + 1, equals), 16);
      String bytes = unhex(word.substring(equals + 1));
      for (char c = first; c <= last; c++) {
        boolean counted = !bytes.isEmpty() && dash >= 0;
        map.put(c, counted ? String.valueOf((char) (bytes.charAt(0) + c - first)) : bytes);
      }
    }
    put(charset, "", names, map, true);
  }

  private static void put(
      String charset,
      String byteOrderMark,
      String names,
      Map<Character, String> exceptions,
      boolean tagsVanish) {
    // A runtime that was cut down may lack the rarer ones; a file that needs one is refused then.
    if (Charset.isSupported(charset)) {
      Encoding encoding =
          new Encoding(
              Charset.forName(charset), unhex(byteOrderMark), Map.copyOf(exceptions), tagsVanish);
      WORDS.split(names).forEach(name -> BY_NAME.put(name, encoding));
    }
  }

  private static String unhex(String hex) {
    byte[] bytes = BaseEncoding.base16().decode(hex.toUpperCase(Locale.ROOT));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
