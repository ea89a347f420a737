<?xml version="1.0" encoding="UTF-8"?>
<!-- Имена и слова, в которых синтезаторы ошибаются по-русски. -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="ipa" xml:lang="ru">
  <lexeme><grapheme>ЗАГС</grapheme><alias>загс</alias></lexeme>
  <lexeme><grapheme>Гестапо</grapheme><phoneme>ɡɛsˈtapə</phoneme></lexeme>
  <lexeme><grapheme>Койоакан</grapheme><phoneme>kəjəaˈkan</phoneme></lexeme>
  <lexeme><grapheme>Меркадер</grapheme><phoneme>mʲɪrkaˈdɛr</phoneme></lexeme>
  <lexeme><grapheme>отель</grapheme><phoneme>aˈtɛlʲ</phoneme></lexeme>
  <lexeme><grapheme>темп</grapheme><phoneme>ˈtɛmp</phoneme></lexeme>
  <lexeme><grapheme>шоссе</grapheme><phoneme>ʂaˈsɛ</phoneme></lexeme>
</lexicon>
