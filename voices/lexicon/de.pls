<?xml version="1.0" encoding="UTF-8"?>
<!-- Eigennamen, die die Sprachausgaben auf Deutsch falsch lesen. -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="de">
  <lexeme><grapheme>Chemnitz</grapheme><phoneme>ˈkɛmnɪts</phoneme></lexeme>
  <lexeme><grapheme>Churchill</grapheme><phoneme>ˈtʃœʁtʃɪl</phoneme></lexeme>
  <lexeme><grapheme>Coesfeld</grapheme><phoneme>ˈkoːsfɛlt</phoneme></lexeme>
  <lexeme><grapheme>Grevenbroich</grapheme><phoneme>ɡʁeːvənˈbʁoːx</phoneme></lexeme>
  <lexeme><grapheme>Itzehoe</grapheme><phoneme>ɪtsəˈhoː</phoneme></lexeme>
  <lexeme><grapheme>Lützow</grapheme><phoneme>ˈlʏtsoː</phoneme></lexeme>
  <lexeme><grapheme>Mecklenburg</grapheme><phoneme>ˈmeːklənbʊʁk</phoneme></lexeme>
  <lexeme><grapheme>Oldesloe</grapheme><phoneme>ɔldəsˈloː</phoneme></lexeme>
  <lexeme><grapheme>Pankow</grapheme><phoneme>ˈpaŋkoː</phoneme></lexeme>
  <lexeme><grapheme>Paris</grapheme><phoneme>paˈʁiːs</phoneme></lexeme>
  <lexeme><grapheme>Teltow</grapheme><phoneme>ˈtɛltoː</phoneme></lexeme>
  <lexeme><grapheme>Treptow</grapheme><phoneme>ˈtʁeːptoː</phoneme></lexeme>
  <lexeme><grapheme>Troisdorf</grapheme><phoneme>ˈtʁoːsdɔʁf</phoneme></lexeme>
  <lexeme><grapheme>Versailles</grapheme><phoneme>vɛʁˈzaɪ</phoneme></lexeme>
  <lexeme><grapheme>Washington</grapheme><phoneme>ˈvɔʃɪŋtən</phoneme></lexeme>
</lexicon>
